import type { ReactNode } from "react";
import type { MenuItem } from "#components/ui/overlays/menu.tsx";
import { runCommand } from "./command-registry.ts";
import { COMMANDS, type CommandId } from "./command-table.ts";

/** An action of the open page as an entry of a menu. */
export function menuItem(id: CommandId, icon: ReactNode, refused: string | null = null): MenuItem {
  const { label, keys = [] } = COMMANDS[id];
  return {
    label,
    icon,
    refused,
    ...(keys[0] !== undefined && { keys: keys[0] }),
    onSelect: () => runCommand(id),
  };
}
