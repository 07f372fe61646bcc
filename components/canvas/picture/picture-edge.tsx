import { getBezierPath, Position } from "@xyflow/react";
import { type EdgeKind, edgeKind, edgeLabel } from "#components/draft/edits/edge-kind.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { EdgeSpec } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction } from "../layout/card-size.ts";
import type { PictureColours } from "./picture-colours.ts";
import { wrappedText } from "./picture-text.ts";

const KINDS: readonly EdgeKind[] = ["success", "reaction", "rescue", "timer"];
const MIN_LABEL = 80;
const MAX_LABEL = 200;
const BESIDE_LABEL = 16;
const LABEL_PADDING = 6;
const LABEL_LINES = 5;
const LINE_HEIGHT = 14;
const COLUMN_WIDTH = 6.2;

/** The ends of edges, one for each colour. */
export function ArrowHeads({ id, colours }: { id: string; colours: PictureColours }) {
  return (
    <defs>
      {KINDS.map((kind) => (
        <marker
          key={kind}
          id={`${id}${kind}`}
          viewBox="0 0 10 10"
          refX={9}
          refY={5}
          markerWidth={6}
          markerHeight={6}
          orient="auto"
        >
          <path d="M0 0L10 5L0 10z" fill={colours[kind]} />
        </marker>
      ))}
    </defs>
  );
}

type Props = {
  edge: EdgeSpec;
  from: Point;
  to: Point;
  direction: Direction;
  colours: PictureColours;
};

/** The line of an edge of a picture. @param props.arrows the id of the picture's `ArrowHeads`. */
export function PictureEdge({ edge, from, to, direction, arrows, colours }: Props & { arrows: string }) {
  const kind = edgeKind(edge);
  const [path] = curve(from, to, direction);
  return (
    <path
      d={path}
      fill="none"
      stroke={colours[kind]}
      strokeWidth={1.5}
      {...(kind === "timer" && { strokeDasharray: "2 4" })}
      markerEnd={`url(#${arrows}${kind})`}
    />
  );
}

/** The condition of an edge where it has one: as broad as there is room between the two cards, as on the canvas. */
export function PictureEdgeLabel({ edge, from, to, direction, colours }: Props) {
  const label = edgeLabel(edge);
  if (label === null) return null;
  const kind = edgeKind(edge);
  const [, x, y] = curve(from, to, direction);
  const room = direction === "right" ? Math.abs(to.x - from.x - CARD_WIDTH) - BESIDE_LABEL : MAX_LABEL;
  const inner = Math.min(MAX_LABEL, Math.max(MIN_LABEL, room)) - 2 * LABEL_PADDING;
  const lines = wrappedText(label, Math.floor(inner / COLUMN_WIDTH), LABEL_LINES);
  const width = Math.max(...lines.map((line) => [...line].length), 1) * COLUMN_WIDTH + 2 * LABEL_PADDING;
  const height = lines.length * LINE_HEIGHT + 4;
  const [paper, border, ink] =
    kind === "success"
      ? ([colours.card, colours.border, colours.ink] as const)
      : ([colours[`${kind}Paper`], colours[`${kind}Line`], colours[kind]] as const);
  return (
    <>
      <rect
        x={x - width / 2}
        y={y - height / 2}
        width={width}
        height={height}
        rx={9}
        fill={paper}
        stroke={border}
      />
      {lines.map((line, number) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same
          key={number}
          x={x}
          y={y - height / 2 + 13 + number * LINE_HEIGHT}
          fontSize={11}
          textAnchor="middle"
          fill={ink}
        >
          {line}
        </text>
      ))}
    </>
  );
}

/** The path of an edge, and the place of its label. */
function curve(from: Point, to: Point, direction: Direction) {
  const isRight = direction === "right";
  return getBezierPath({
    sourceX: from.x + (isRight ? CARD_WIDTH : CARD_WIDTH / 2),
    sourceY: from.y + (isRight ? CARD_HEIGHT / 2 : CARD_HEIGHT),
    sourcePosition: isRight ? Position.Right : Position.Bottom,
    targetX: to.x + (isRight ? 0 : CARD_WIDTH / 2),
    targetY: to.y + (isRight ? CARD_HEIGHT / 2 : 0),
    targetPosition: isRight ? Position.Left : Position.Top,
  });
}
