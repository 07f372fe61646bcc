import type { ReactFlowProps } from "@xyflow/react";
import { useReactFlow } from "@xyflow/react";
import {
  ArrowLeftToLine,
  ArrowRightToLine,
  ClipboardCopy,
  ClipboardPaste,
  CopyPlus,
  Group,
  Link2,
  Maximize,
  Pencil,
  Plus,
  Redo2,
  Scissors,
  Spline,
  Trash2,
  Undo2,
  WandSparkles,
} from "lucide-react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { commandsNow } from "#components/commands/command-registry.ts";
import type { CommandId } from "#components/commands/command-table.ts";
import { menuItem } from "#components/commands/menu-item.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { edgeOf, type Point } from "#components/draft/edits/edit.ts";
import { type MenuItem, OpenMenu } from "#components/ui/overlays/menu.tsx";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import type { AddPlace } from "./add-list.tsx";

/** What a menu is opened for. */
type Subject =
  | { readonly is: "vertex"; readonly name: string }
  | { readonly is: "edge"; readonly id: string }
  | { readonly is: "several" }
  | { readonly is: "pane"; readonly at: Point };

/** The actions of each menu, in groups. Those of the vertex, edge or place itself stand before them. */
const ACTIONS: Readonly<Record<Subject["is"], readonly (readonly CommandId[])[]>> = {
  vertex: [
    ["connect", "rename", "duplicate", "copy", "cut", "copy-link"],
    ["frame", "select-before", "select-behind"],
    ["remove"],
  ],
  edge: [["remove"]],
  several: [["duplicate", "copy", "cut"], ["frame", "select-before", "select-behind"], ["remove"]],
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
  "select-before": <ArrowLeftToLine aria-hidden />,
  "select-behind": <ArrowRightToLine aria-hidden />,
  remove: <Trash2 aria-hidden />,
  undo: <Undo2 aria-hidden />,
  redo: <Redo2 aria-hidden />,
  "tidy-right": <WandSparkles aria-hidden />,
  "tidy-down": <WandSparkles aria-hidden />,
  "fit-all": <Maximize aria-hidden />,
};

const LABELS: Readonly<Record<Subject["is"], string>> = {
  vertex: "Actions of the vertex",
  edge: "Actions of the edge",
  several: "Actions of what is selected",
  pane: "Actions of the canvas",
};

type Handlers = Pick<
  ReactFlowProps<VertexNode, GraphEdge>,
  "onNodeContextMenu" | "onEdgeContextMenu" | "onSelectionContextMenu" | "onPaneContextMenu"
>;

/**
 * The menus that a right click opens, or Shift F10 and the menu key: of a vertex, an edge, several things, and the empty
 * canvas. What is not selected is selected first.
 *
 * @param askWhat is told where a vertex is to be added.
 */
export function useCanvasMenu(askWhat: (place: AddPlace) => void): {
  handlers: Handlers;
  element: ReactNode;
} {
  const store = useDraftStore();
  const flow = useReactFlow();
  const [open, setOpen] = useState<OpenMenuState | null>(null);
  const show = (event: MouseEvent | globalThis.MouseEvent, subject: Subject) => {
    event.preventDefault();
    const screen = screenOf(event);
    const ask = (place: Omit<AddPlace, "screen">) =>
      // Once the menu is gone: it gives the focus back, and the list takes it.
      requestAnimationFrame(() => askWhat({ screen, ...place }));
    setOpen({ label: LABELS[subject.is], groups: groupsOf(subject, ask), screen });
  };
  const handlers: Handlers = {
    onNodeContextMenu: (event, { id }) => {
      const { selection, select } = store.getState();
      const drawn = annotationOf(id) !== null;
      const chosen = drawn ? selection.annotations : selection.vertices;
      if (!chosen.has(id))
        select({
          vertices: new Set(drawn ? [] : [id]),
          edges: new Set(),
          annotations: new Set(drawn ? [id] : []),
        });
      const { vertices, annotations } = store.getState().selection;
      const isOne = !drawn && vertices.size === 1 && annotations.size === 0;
      show(event, isOne ? { is: "vertex", name: id } : { is: "several" });
    },
    onEdgeContextMenu: (event, { id }) => {
      store.getState().select({ vertices: new Set(), edges: new Set([id]) });
      show(event, { is: "edge", id });
    },
    onSelectionContextMenu: (event) => show(event, { is: "several" }),
    onPaneContextMenu: (event) => {
      const { x, y } = flow.screenToFlowPosition(screenOf(event));
      show(event, { is: "pane", at: { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 } });
    },
  };
  return {
    handlers,
    element: open !== null && (
      <OpenMenu label={open.label} groups={open.groups} at={open.screen} onClose={() => setOpen(null)} />
    ),
  };
}

type OpenMenuState = {
  readonly label: string;
  readonly groups: readonly (readonly MenuItem[])[];
  readonly screen: Point;
};

/** The entries of a menu as the page is now. */
function groupsOf(subject: Subject, ask: (place: Omit<AddPlace, "screen">) => void) {
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
  subject: Subject,
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

/** Where an event happened on the screen. One by a key happened at the middle of what has the focus. */
function screenOf(event: MouseEvent | globalThis.MouseEvent): Point {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = event.target instanceof Element ? event.target.getBoundingClientRect() : new DOMRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
