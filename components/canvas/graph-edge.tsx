import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position } from "@xyflow/react";
import clsx from "clsx";
import { Plus } from "lucide-react";
import { memo, useContext, useState } from "react";
import { type EdgeKind, edgeLabel } from "#components/draft/edits/edge-kind.ts";
import { type EdgeEnds, edgeOf, type Point } from "#components/draft/edits/edit.ts";
import type { Tone } from "#components/ui/states/state-look.ts";
import { DiffMark, useDiffStatus } from "./elements/diff-mark.tsx";
import type { GraphEdge } from "./elements/flow-elements.ts";
import pill from "./elements/pill.module.css";
import styles from "./graph-edge.module.css";
import { InsertContext } from "./insert-context.ts";

/** The colour of the label of an edge, by its kind. */
const TONES: Readonly<Record<EdgeKind, Tone | undefined>> = {
  success: undefined,
  reaction: "warn",
  rescue: "good",
  timer: "calm",
};

/** An edge on the canvas, with its condition where it has one, and a + that puts a vertex in between. */
export const GraphEdgePath = memo(function GraphEdgePath(props: EdgeProps<GraphEdge>) {
  const { id, data, selected, markerEnd } = props;
  const insert = useContext(InsertContext);
  const diff = useDiffStatus("edges", id);
  const [isHovered, setHovered] = useState(false);
  const [path, x, y] = getBezierPath(props);
  const label = data === undefined ? null : edgeLabel(data.spec);
  const isOffered = insert !== null && data?.isEditable === true && (isHovered || selected === true);
  // The + is outside of the drawing's element: pointing at it is pointing at the edge.
  const hover = { onMouseEnter: () => setHovered(true), onMouseLeave: () => setHovered(false) };
  return (
    <>
      <g {...hover} className={styles.group} data-kind={data?.kind} data-diff={diff ?? undefined}>
        {label !== null && <title>{label}</title>}
        <BaseEdge
          path={path}
          {...(markerEnd !== undefined && { markerEnd })}
          // Nobody points at an edge that says nothing and cannot be changed.
          interactionWidth={label === null && diff === null && data?.isEditable !== true ? 0 : 24}
          className={clsx(styles.edge, selected && styles.selected, data?.isWrong && styles.wrong)}
        />
      </g>
      {(label !== null || isOffered || diff !== null) && (
        <EdgeLabelRenderer>
          <div
            className={styles.middle}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {label !== null && (
              <span
                // The label is not inside the edge in the document, but React passes its events on to the edge.
                {...hover}
                className={clsx("nodrag nopan", pill.pill, styles.label)}
                data-pressable={hasRoom(props) || undefined}
                data-tone={data === undefined ? undefined : TONES[data.kind]}
                style={{ maxWidth: labelWidth(props) }}
                aria-hidden
              >
                {label}
              </span>
            )}
            {diff !== null && (
              <span className={styles.diff} data-below={label !== null || undefined}>
                <DiffMark status={diff} />
              </span>
            )}
            {isOffered && <InsertButton id={id} onInsert={insert} hover={hover} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

const MIN_LABEL = 80;
const MAX_LABEL = 200;
const BESIDE_LABEL = 16;

/** A label is as broad as there is room between the two cards, so that it covers neither; long ones have several lines. */
function labelWidth({ sourceX, targetX, sourcePosition }: EdgeProps<GraphEdge>): number {
  if (sourcePosition !== Position.Right) return MAX_LABEL;
  return Math.min(MAX_LABEL, Math.max(MIN_LABEL, Math.abs(targetX - sourceX) - BESIDE_LABEL));
}

/** Whether a label of the least width stands clear of the two cards. */
function hasRoom({ sourceX, sourceY, targetX, targetY, sourcePosition }: EdgeProps<GraphEdge>): boolean {
  const room = sourcePosition === Position.Right ? targetX - sourceX : targetY - sourceY;
  return Math.abs(room) >= MIN_LABEL + BESIDE_LABEL;
}

type InsertProps = {
  id: string;
  onInsert: (edge: EdgeEnds, screen: Point) => void;
  hover: { onMouseEnter: () => void; onMouseLeave: () => void };
};

function InsertButton({ id, onInsert, hover }: InsertProps) {
  const edge = edgeOf(id);
  return (
    <button
      type="button"
      {...hover}
      className={clsx("nodrag nopan", styles.insert)}
      aria-label={`Insert a vertex between ${edge.tail} and ${edge.head}`}
      onClick={(event) => {
        event.stopPropagation();
        // A click by the keyboard is at no place.
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        onInsert(edge, { x: left, y: bottom });
      }}
    >
      <Plus aria-hidden />
    </button>
  );
}
