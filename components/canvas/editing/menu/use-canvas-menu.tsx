import type { ReactFlowProps } from "@xyflow/react";
import { useReactFlow } from "@xyflow/react";
import { type MouseEvent, type ReactNode, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { NOTHING_SELECTED } from "#components/draft/selection.ts";
import { type MenuItem, OpenMenu } from "#components/ui/overlays/menu.tsx";
import { useAnnotate } from "../../annotations/use-annotate.ts";
import type { GraphEdge, VertexNode } from "../../elements/flow-elements.ts";
import { cornerAround } from "../../layout/card-size.ts";
import type { AddPlace } from "../adding/add-list.tsx";
import { annotationGroups } from "./annotation-groups.tsx";
import { groupsOf, isDrawn, MENU_LABELS, type Subject } from "./menu-items.tsx";

type Handlers = Pick<
  ReactFlowProps<VertexNode, GraphEdge>,
  "onNodeContextMenu" | "onEdgeContextMenu" | "onSelectionContextMenu" | "onPaneContextMenu"
>;

/**
 * The menus that a right click opens, or Shift F10 and the menu key: of a vertex, an edge, a frame, a note, several things,
 * and the empty canvas. What is not selected is selected first.
 *
 * @param askWhat is told where a vertex is to be added.
 * @returns `onDrawnMenu`: opens the menu of a frame or a note, by its id.
 */
export function useCanvasMenu(askWhat: (place: AddPlace) => void): {
  handlers: Handlers;
  onDrawnMenu: (event: MouseEvent, id: string) => void;
  element: ReactNode;
} {
  const store = useDraftStore();
  const flow = useReactFlow();
  const acts = useAnnotate();
  const [open, setOpen] = useState<OpenMenuState | null>(null);
  /** While a field asks for a vertex nothing else is selected: a menu would act on what was selected before. */
  const isAsking = (event: MouseEvent | globalThis.MouseEvent): boolean => {
    if (store.getState().asking === null) return false;
    event.preventDefault();
    return true;
  };
  const show = (event: MouseEvent | globalThis.MouseEvent, subject: Subject) => {
    event.preventDefault();
    const screen = screenOf(event);
    const ask = (place: Omit<AddPlace, "screen">) =>
      // Once the menu is gone: it gives the focus back, and the list takes it.
      requestAnimationFrame(() => askWhat({ screen, ...place }));
    const groups = isDrawn(subject)
      ? annotationGroups(subject, store.getState(), acts)
      : groupsOf(subject, ask);
    setOpen({ label: MENU_LABELS[subject.is], groups, screen });
  };
  const onDrawnMenu = (event: MouseEvent, id: string) => {
    // A link in a note has a menu of the browser.
    if (isAsking(event) || (event.target instanceof Element && event.target.closest("a") !== null)) return;
    const drawn = annotationOf(id);
    if (drawn === null) return;
    if (!store.getState().selection.annotations.has(id))
      store.getState().select({ ...NOTHING_SELECTED, annotations: new Set([id]) });
    const { vertices, edges, annotations } = store.getState().selection;
    const isOne = annotations.size === 1 && vertices.size + edges.size === 0;
    show(event, isOne ? { is: drawn.kind, name: drawn.name } : { is: "several" });
  };
  const handlers: Handlers = {
    onNodeContextMenu: (event, { id }) => {
      if (annotationOf(id) !== null) return onDrawnMenu(event, id);
      if (isAsking(event)) return;
      const { selection, select } = store.getState();
      if (!selection.vertices.has(id)) select({ ...NOTHING_SELECTED, vertices: new Set([id]) });
      const { vertices, annotations } = store.getState().selection;
      const isOne = vertices.size === 1 && annotations.size === 0;
      show(event, isOne ? { is: "vertex", name: id } : { is: "several" });
    },
    onEdgeContextMenu: (event, { id }) => {
      if (isAsking(event)) return;
      store.getState().select({ vertices: new Set(), edges: new Set([id]) });
      show(event, { is: "edge", id });
    },
    onSelectionContextMenu: (event) => {
      if (!isAsking(event)) show(event, { is: "several" });
    },
    onPaneContextMenu: (event) => {
      if (isAsking(event)) return;
      show(event, { is: "pane", at: cornerAround(flow.screenToFlowPosition(screenOf(event))) });
    },
  };
  return {
    handlers,
    onDrawnMenu,
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

/** Where an event happened on the screen. One by a key happened at the middle of what has the focus. */
function screenOf(event: MouseEvent | globalThis.MouseEvent): Point {
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = event.target instanceof Element ? event.target.getBoundingClientRect() : new DOMRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
