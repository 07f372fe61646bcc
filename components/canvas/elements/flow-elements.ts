import {
  type Edge,
  type EdgeMarkerType,
  MarkerType,
  type Node,
  type NodeHandle,
  Position,
} from "@xyflow/react";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { type EdgeKind, edgeKind, edgeLabel } from "#components/draft/edits/edge-kind.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { kindViewOf } from "#components/kinds/kind-views.ts";
import type { EdgeSpec, GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import type { Direction } from "../layout/card-size.ts";
import { CARD_HEIGHT, CARD_WIDTH, HANDLE_SIZE } from "../layout/card-size.ts";
import { type Stack, titleOfStack } from "../stacks/find-stacks.ts";

/** What check says about one vertex, in short. */
export type Mark = { readonly level: "error" | "warning"; readonly text: string };

export type VertexNode = Node<
  { spec: VertexSpec; mark: Mark | null; direction: Direction; stack: Stack | null },
  "vertex" | "stack"
>;
export type GraphEdge = Edge<
  { spec: EdgeSpec; kind: EdgeKind; isWrong: boolean; isEditable: boolean },
  "edge"
>;

/** All that decides how a graph is drawn. */
export type Drawing = {
  readonly file: GraphFile;
  readonly direction: Direction;
  readonly selected: ReadonlySet<string>;
  readonly selectedEdges: ReadonlySet<string>;
  /** Places of vertices that are being dragged or moved by Tidy. */
  readonly moved: ReadonlyMap<string, Point>;
  readonly marks: ReadonlyMap<string, Mark>;
  /** Edges that a finding is about, such as those of a cycle. */
  readonly wrongEdges: ReadonlySet<string>;
  readonly isEditable: boolean;
  /** The vertices that stand for many, by their ids; the editor has none. */
  readonly stacks?: ReadonlyMap<string, Stack>;
};

const NOWHERE: Point = { x: 0, y: 0 };
const ARROW: EdgeMarkerType = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: "var(--edge)" };
const WRONG_ARROW: EdgeMarkerType = { ...ARROW, color: "var(--edge-wrong)" };
const SELECTED_ARROW: EdgeMarkerType = { ...ARROW, color: "var(--edge-selected)" };
const ARROWS: Readonly<Record<EdgeKind, EdgeMarkerType>> = {
  success: ARROW,
  reaction: { ...ARROW, color: "var(--edge-reaction)" },
  rescue: { ...ARROW, color: "var(--edge-rescue)" },
  timer: { ...ARROW, color: "var(--edge-timer)" },
};

/**
 * Vertices as React Flow takes them. An object of `before` is used again where its vertex is drawn the same, so that a
 * change of one vertex renders one card. Size and handles are given, so nothing waits for a measurement.
 */
export function nodesOf(drawing: Drawing, before: ReadonlyMap<string, VertexNode>): VertexNode[] {
  const { file, selected, moved, marks, direction, isEditable, stacks } = drawing;
  return [...file.content.vertices].map(([name, spec]): VertexNode => {
    const position = finite(moved.get(name) ?? file.layout.get(name));
    const isSelected = selected.has(name);
    const mark = marks.get(name) ?? null;
    // A final step stands in its lane and has no edges.
    const isMovable = isEditable && spec.final === undefined;
    const stack = stacks?.get(name) ?? null;
    const old = before.get(name);
    if (
      old !== undefined &&
      old.data.spec === spec &&
      old.data.stack === stack &&
      old.selected === isSelected &&
      old.position.x === position.x &&
      old.position.y === position.y &&
      old.data.mark?.text === mark?.text &&
      old.data.mark?.level === mark?.level &&
      old.data.direction === direction &&
      old.draggable === isMovable
    )
      return old;
    return {
      id: name,
      type: stack === null ? "vertex" : "stack",
      position,
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
      measured: { width: CARD_WIDTH, height: CARD_HEIGHT },
      handles: HANDLES[direction],
      selected: isSelected,
      draggable: isMovable,
      connectable: isMovable && stack === null,
      ariaRole: "group",
      ariaLabel:
        stack === null
          ? `${name}, ${kindViewOf(spec).label} vertex`
          : stack.isFrame === true
            ? `${titleOfStack(stack)}, collapsed frame of ${stack.members.length} vertices`
            : `${titleOfStack(stack)}, stack of ${kindViewOf(spec).label} vertices`,
      domAttributes: {
        "aria-roledescription": stack === null ? "vertex" : stack.isFrame === true ? "frame" : "stack",
      },
      data: { spec, mark, direction, stack },
    };
  });
}

/** A place that is no finite number would keep the whole canvas from being drawn. */
function finite(place: Point | undefined): Point {
  return place !== undefined && Number.isFinite(place.x) && Number.isFinite(place.y) ? place : NOWHERE;
}

/** Edges as React Flow takes them, with the objects of `before` wherever nothing changed. */
export function edgesOf(drawing: Drawing, before: ReadonlyMap<string, GraphEdge>): GraphEdge[] {
  const { file, selectedEdges, wrongEdges } = drawing;
  return file.content.edges.map((spec): GraphEdge => {
    const id = edgeId(spec);
    // What ends at a collapsed frame stands for edges that are not seen.
    const isEditable = drawing.isEditable && !isAtFrame(spec);
    const isSelected = selectedEdges.has(id);
    const isWrong = wrongEdges.has(id);
    const old = before.get(id);
    if (
      old?.data !== undefined &&
      old.data.spec === spec &&
      old.selected === isSelected &&
      old.data.isWrong === isWrong &&
      old.data.isEditable === isEditable
    )
      return old;
    const kind = edgeKind(spec);
    const label = edgeLabel(spec);
    return {
      id,
      type: "edge",
      source: spec.tail,
      target: spec.head,
      selected: isSelected,
      reconnectable: isEditable,
      selectable: isEditable || !drawing.isEditable,
      markerEnd: isWrong ? WRONG_ARROW : isSelected ? SELECTED_ARROW : ARROWS[kind],
      ariaRole: "group",
      ariaLabel: `Edge from ${spec.tail} to ${spec.head}${label === null ? "" : `, ${kind === "timer" ? "" : "when "}${label}`}`,
      domAttributes: { "aria-roledescription": "edge" },
      data: { spec, kind, isWrong, isEditable },
    };
  });
}

function isAtFrame({ tail, head }: EdgeSpec): boolean {
  return annotationOf(tail) !== null || annotationOf(head) !== null;
}

/** Things by their id. */
export function byId<Thing extends { readonly id: string }>(
  things: readonly Thing[],
): ReadonlyMap<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

const half = HANDLE_SIZE / 2;
const square = { width: HANDLE_SIZE, height: HANDLE_SIZE };
const HANDLES: Readonly<Record<Direction, NodeHandle[]>> = {
  right: [
    { type: "target", position: Position.Left, x: -half, y: CARD_HEIGHT / 2 - half, ...square },
    { type: "source", position: Position.Right, x: CARD_WIDTH - half, y: CARD_HEIGHT / 2 - half, ...square },
  ],
  down: [
    { type: "target", position: Position.Top, x: CARD_WIDTH / 2 - half, y: -half, ...square },
    { type: "source", position: Position.Bottom, x: CARD_WIDTH / 2 - half, y: CARD_HEIGHT - half, ...square },
  ],
};
