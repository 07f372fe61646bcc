import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import clsx from "clsx";
import { type KeyboardEvent, memo, useContext, useState } from "react";
import { edgeOf } from "#components/draft/edits/edit.ts";
import type { GraphEdge } from "./adapt.ts";
import styles from "./graph-edge.module.css";
import { InsertContext } from "./insert-context.ts";

/** The label of an edge that is not taken on success. */
const WHEN: Readonly<Record<string, string>> = { failed: "on failure", always: "always", default: "else" };
const MAX_LABEL = 16;
const LABEL_HEIGHT = 20;

/** An edge on the canvas, with its condition where it has one, and a + that puts a vertex in between. */
export const GraphEdgePath = memo(function GraphEdgePath(props: EdgeProps<GraphEdge>) {
  const { id, data, selected, markerEnd } = props;
  const insert = useContext(InsertContext);
  const [isHovered, setHovered] = useState(false);
  const [path, x, y] = getBezierPath(props);
  const when = data?.spec.default === true ? "default" : data?.spec.when;
  const label = when === undefined ? null : shortened(WHEN[when] ?? when);
  const width = label === null ? 0 : label.length * 6.5 + 16;
  const isOffered = insert !== null && data?.isEditable === true && (isHovered || selected === true);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only shows what the keyboard reaches by selecting the edge
    <g onMouseEnter={() => setHovered(true)} onMouseLeave={() => setHovered(false)} data-when={when}>
      <BaseEdge
        path={path}
        {...(markerEnd !== undefined && { markerEnd })}
        interactionWidth={24}
        className={clsx(styles.edge, selected && styles.selected, data?.isWrong && styles.wrong)}
      />
      {label !== null && (
        <g className={styles.label} transform={`translate(${x} ${y})`} aria-hidden>
          <rect
            x={-width / 2}
            y={-LABEL_HEIGHT / 2}
            width={width}
            height={LABEL_HEIGHT}
            rx={LABEL_HEIGHT / 2}
          />
          <text textAnchor="middle" dominantBaseline="central">
            {label}
          </text>
        </g>
      )}
      {isOffered && (
        <InsertButton x={x} y={label === null ? y : y + LABEL_HEIGHT + 4} id={id} onInsert={insert} />
      )}
    </g>
  );
});

function shortened(text: string): string {
  return text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL - 1)}…` : text;
}

function InsertButton(props: {
  x: number;
  y: number;
  id: string;
  onInsert: (edge: { tail: string; head: string }) => void;
}) {
  const { x, y, id, onInsert } = props;
  const edge = edgeOf(id);
  const insert = () => onInsert(edge);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    insert();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: it lives within the drawing, where there is no button element
    <g
      className={styles.insert}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-label={`Insert a vertex between ${edge.tail} and ${edge.head}`}
      onClick={(event) => {
        event.stopPropagation();
        insert();
      }}
      onKeyDown={onKeyDown}
    >
      <circle r={11} />
      <path d="M -5 0 H 5 M 0 -5 V 5" />
    </g>
  );
}
