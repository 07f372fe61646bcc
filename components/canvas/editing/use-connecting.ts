import {
  type Connection,
  type FinalConnectionState,
  type HandleType,
  type IsValidConnection,
  useReactFlow,
} from "@xyflow/react";
import { useMemo, useRef } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { edgeProblem } from "#components/draft/edits/edge-problem.ts";
import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import { edgeOf } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { cardAt } from "../far/far-cards.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { frameTitle } from "../layout/collapsed-file.ts";
import { directionOf } from "../layout/tidy.ts";
import type { AddPlace } from "./adding/add-list.tsx";

/**
 * Drawing edges: from point to point, by dragging an end elsewhere, and onto the empty canvas.
 *
 * @param askWhat is told where an edge was dropped on the empty canvas: a vertex is to be added there. It must be one and
 *   the same function.
 */
export function useConnecting(askWhat: (place: AddPlace) => void) {
  const store = useDraftStore();
  const flow = useReactFlow<VertexNode, GraphEdge>();
  /** The edge whose end is being dragged. */
  const old = useRef<EdgeEnds | null>(null);

  return useMemo(() => {
    /** Why an edge from one vertex to another cannot be drawn now. */
    const problemOf = (edge: EdgeEnds): string | null => {
      const { file } = store.getState().draft;
      return frameProblem(file, edge) ?? edgeProblem(file.content, edge, old.current ?? undefined);
    };
    const isValidConnection: IsValidConnection<GraphEdge> = ({ source, target }) =>
      problemOf({ tail: source, head: target }) === null;

    const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid || state.fromNode === null || old.current !== null) return;
      const isOut = state.fromHandle?.type === "source";
      const from = state.fromNode.id;
      const point = pointOf(event);
      const place = flow.screenToFlowPosition(point, { snapToGrid: false });
      const under = document.elementFromPoint(point.x, point.y);
      // A card of the picture that is drawn from far away is an element only once the pointer has rested on it.
      const to = state.toNode?.id ?? (isOnCanvas(under) ? cardAt(flow.getNodes(), place)?.id : undefined);
      if (to !== undefined) {
        const edge = isOut ? { tail: from, head: to } : { tail: to, head: from };
        const problem = problemOf(edge);
        if (problem === null) store.getState().edit({ do: "connect", edge });
        else store.getState().warn(problem);
        return;
      }
      if (!isPane(under)) return;
      const at = cornerOf(place, isOut, directionOf(store.getState().draft.file) === "right");
      askWhat({ screen: point, at, hook: isOut ? { by: "tail", tail: from } : { by: "head", head: from } });
    };
    return {
      problemOf,
      isValidConnection,
      onConnect: ({ source, target }: Connection) => {
        store.getState().edit({ do: "connect", edge: { tail: source, head: target } });
      },
      onConnectEnd,
      onReconnectStart: (_event: unknown, edge: GraphEdge) => {
        old.current = edgeOf(edge.id);
      },
      onReconnect: (edge: GraphEdge, { source, target }: Connection) => {
        store.getState().edit({ do: "reconnect", edge: edgeOf(edge.id), to: { tail: source, head: target } });
      },
      onReconnectEnd: (_event: unknown, _edge: GraphEdge, _side: HandleType) => {
        old.current = null;
      },
    };
  }, [store, flow, askWhat]);
}

/** Why no edge goes to the card of a collapsed frame; null where neither end is one. */
function frameProblem({ annotations }: Pick<GraphFile, "annotations">, edge: EdgeEnds): string | null {
  const drawn = annotationOf(edge.head) ?? annotationOf(edge.tail);
  if (drawn === null) return null;
  const title = frameTitle(drawn.name, annotations?.frames.get(drawn.name)?.title);
  return `Open the frame ${title} first: an edge goes from vertex to vertex.`;
}

function isPane(element: Element | null): boolean {
  return element?.classList.contains("react-flow__pane") === true;
}

function isOnCanvas(element: Element | null): boolean {
  return isPane(element) || element?.closest(".react-flow__node") != null;
}

function pointOf(event: MouseEvent | TouchEvent): Point {
  const touch = "changedTouches" in event ? event.changedTouches[0] : event;
  return { x: touch?.clientX ?? 0, y: touch?.clientY ?? 0 };
}

/** The corner of a card whose near handle lies under the pointer. */
function cornerOf({ x, y }: Point, isOut: boolean, isRight: boolean): Point {
  if (isRight) return { x: isOut ? x : x - CARD_WIDTH, y: y - CARD_HEIGHT / 2 };
  return { x: x - CARD_WIDTH / 2, y: isOut ? y : y - CARD_HEIGHT };
}
