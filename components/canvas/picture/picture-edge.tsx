import { getBezierPath, Position } from "@xyflow/react";
import { type EdgeKind, edgeKind, edgeLabel } from "#components/draft/edits/edge-kind.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { EdgeSpec } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction } from "../layout/card-size.ts";
import type { PictureColours } from "./picture-colours.ts";
import { wrappedText } from "./picture-text.ts";

const KINDS: readonly EdgeKind[] = ["success", "reaction", "rescue", "timer"];
const LABEL_COLUMNS = 26;
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
  from: Point | undefined;
  to: Point | undefined;
  direction: Direction;
  /** The id of the picture's `ArrowHeads`. */
  arrows: string;
  colours: PictureColours;
};

/** An edge of a picture, with its condition where it has one. */
export function PictureEdge({ edge, from, to, direction, arrows, colours }: Props) {
  if (from === undefined || to === undefined) return null;
  const kind = edgeKind(edge);
  const isRight = direction === "right";
  const [path, x, y] = getBezierPath({
    sourceX: from.x + (isRight ? CARD_WIDTH : CARD_WIDTH / 2),
    sourceY: from.y + (isRight ? CARD_HEIGHT / 2 : CARD_HEIGHT),
    sourcePosition: isRight ? Position.Right : Position.Bottom,
    targetX: to.x + (isRight ? 0 : CARD_WIDTH / 2),
    targetY: to.y + (isRight ? CARD_HEIGHT / 2 : 0),
    targetPosition: isRight ? Position.Left : Position.Top,
  });
  const label = edgeLabel(edge);
  return (
    <>
      <path
        d={path}
        fill="none"
        stroke={colours[kind]}
        strokeWidth={1.5}
        {...(kind === "timer" && { strokeDasharray: "2 4" })}
        markerEnd={`url(#${arrows}${kind})`}
      />
      {label !== null && <EdgeLabel text={label} at={{ x, y }} colour={colours[kind]} colours={colours} />}
    </>
  );
}

type LabelProps = { text: string; at: Point; colour: string; colours: PictureColours };

function EdgeLabel({ text, at, colour, colours }: LabelProps) {
  const lines = wrappedText(text, LABEL_COLUMNS, LABEL_LINES);
  const width = Math.max(...lines.map((line) => [...line].length), 1) * COLUMN_WIDTH + 12;
  const height = lines.length * LINE_HEIGHT + 4;
  return (
    <>
      <rect
        x={at.x - width / 2}
        y={at.y - height / 2}
        width={width}
        height={height}
        rx={9}
        fill={colours.card}
        stroke={colour}
      />
      {lines.map((line, number) => (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same
          key={number}
          x={at.x}
          y={at.y - height / 2 + 13 + number * LINE_HEIGHT}
          fontSize={11}
          textAnchor="middle"
          fill={colours.ink}
        >
          {line}
        </text>
      ))}
    </>
  );
}
