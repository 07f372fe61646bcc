import { useState } from "react";
import { useCommands } from "#components/commands/use-commands.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { chosenToGroup } from "#components/draft/edits/group-edit.ts";
import { isInDialog } from "#components/ui/keys/is-in-dialog.ts";
import { GroupDialog } from "./group-dialog.tsx";
import type { Chosen } from "./use-make-group.ts";

/** Asks how what is selected becomes a child graph: by its key, from menus and from the command list. */
export function GroupCommand({ folder }: { folder: string }) {
  const store = useDraftStore();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  useCommands(() => {
    const { draft, selection } = store.getState();
    const now = chosenToGroup(draft.file, selection);
    return {
      "group-vertices": {
        run: () => (isInDialog() ? false : setChosen(now)),
        refused: now.vertices.length > 0 ? null : "No vertex is selected.",
      },
    };
  });
  return chosen !== null && <GroupDialog folder={folder} chosen={chosen} onClose={() => setChosen(null)} />;
}
