import {
  ArrowLeftToLine,
  ArrowRightToLine,
  ClipboardCopy,
  ClipboardPaste,
  CopyPlus,
  Group,
  Link2,
  Maximize,
  Package,
  PackageOpen,
  Pencil,
  Plus,
  Redo2,
  Scissors,
  Spline,
  Trash2,
  Undo2,
  WandSparkles,
} from "lucide-react";
import type { ReactNode } from "react";
import { commandsNow } from "#components/commands/command-registry.ts";
import type { CommandId } from "#components/commands/command-table.ts";
import { menuItem } from "#components/commands/menu-item.ts";
import { edgeOf, type Point } from "#components/draft/edits/edit.ts";
import type { MenuItem } from "#components/ui/overlays/menu.tsx";
import type { AddPlace } from "../adding/add-list.tsx";

/** What a menu is opened for. */
export type Subject =
  | { readonly is: "vertex"; readonly name: string }
  | { readonly is: "edge"; readonly id: string }
  | Drawn
  | { readonly is: "several" }
  | { readonly is: "pane"; readonly at: Point };

export type Drawn = { readonly is: "frame" | "note"; readonly name: string };
/** What has a menu of actions only; that of a frame or a note has more. */
type Plain = Exclude<Subject, Drawn>;

/** True for a frame or a note. */
export function isDrawn(subject: Subject): subject is Drawn {
  return subject.is === "frame" || subject.is === "note";
}

/** The actions of each menu, in groups. Those of the vertex, edge or place itself stand before them. */
const ACTIONS: Readonly<Record<Plain["is"], readonly (readonly CommandId[])[]>> = {
  vertex: [
    ["connect", "rename", "duplicate", "copy", "cut", "copy-link"],
    ["frame", "group-vertices", "ungroup-vertex", "select-before", "select-behind"],
    ["remove"],
  ],
  edge: [["remove"]],
  several: [
    ["duplicate", "copy", "cut"],
    ["frame", "group-vertices", "select-before", "select-behind"],
    ["remove"],
  ],
  pane: [
    ["paste", "select-all", "undo", "redo"],
    ["tidy-right", "tidy-down", "fit-all"],
  ],
};

const ICONS: Readonly<Partial<Record<CommandId, ReactNode>>> = {
  connect: <Spline aria-hidden />,
  rename: <Pencil aria-hidden />,
  duplicate: <CopyPlus aria-hidden />,
  copy: <ClipboardCopy aria-hidden />,
  cut: <Scissors aria-hidden />,
  paste: <ClipboardPaste aria-hidden />,
  "copy-link": <Link2 aria-hidden />,
  frame: <Group aria-hidden />,
  "group-vertices": <Package aria-hidden />,
  "ungroup-vertex": <PackageOpen aria-hidden />,
  "select-before": <ArrowLeftToLine aria-hidden />,
  "select-behind": <ArrowRightToLine aria-hidden />,
  remove: <Trash2 aria-hidden />,
  undo: <Undo2 aria-hidden />,
  redo: <Redo2 aria-hidden />,
  "tidy-right": <WandSparkles aria-hidden />,
  "tidy-down": <WandSparkles aria-hidden />,
  "fit-all": <Maximize aria-hidden />,
};

/** What a screen reader calls each menu. */
export const MENU_LABELS: Readonly<Record<Subject["is"], string>> = {
  vertex: "Actions of the vertex",
  edge: "Actions of the edge",
  frame: "Actions of the frame",
  note: "Actions of the note",
  several: "Actions of what is selected",
  pane: "Actions of the canvas",
};

/** The entries of a menu as the page is now, in groups. @param ask is told where a vertex is to be added. */
export function groupsOf(
  subject: Plain,
  ask: (place: Omit<AddPlace, "screen">) => void,
): readonly (readonly MenuItem[])[] {
  const states = commandsNow();
  const add = (label: string, place: Omit<AddPlace, "screen">): MenuItem => ({
    label,
    icon: <Plus aria-hidden />,
    onSelect: () => ask(place),
  });
  const actions = ACTIONS[subject.is].map((ids) =>
    ids.flatMap((id) => {
      const state = states.get(id);
      return state === undefined ? [] : [menuItem(id, ICONS[id], state.refused ?? null)];
    }),
  );
  return [addItems(subject, add), ...actions];
}

/** What can be added at a vertex, an edge or a place. */
function addItems(
  subject: Plain,
  add: (label: string, place: Omit<AddPlace, "screen">) => MenuItem,
): readonly MenuItem[] {
  switch (subject.is) {
    case "vertex":
      return [
        add("Add a vertex after it…", { hook: { by: "tail", tail: subject.name } }),
        add("Add a vertex before it…", { hook: { by: "head", head: subject.name } }),
      ];
    case "edge":
      return [add("Insert a vertex here…", { hook: { by: "edge", edge: edgeOf(subject.id) } })];
    case "pane":
      return [add("Add a vertex here…", { at: subject.at })];
    case "several":
      return [];
  }
}
