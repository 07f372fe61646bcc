import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import clsx from "clsx";
import { type KeyboardEvent, memo, useContext, useState } from "react";
import { type WireEdge, wireOf } from "./adapt.ts";
import styles from "./graph-edge.module.css";
import { InsertContext } from "./insert-context.ts";

/** The label of a wire that is not taken on success. */
const WHEN: Readonly<Record<string, string>> = { failed: "on failure", always: "always", default: "else" };
const LONGEST_LABEL = 16;
const LABEL_HEIGHT = 20;

/** An edge on the canvas, with its condition where it has one, and a + that puts a vertex in between. */
export const WireEdgePath = memo(function WireEdgePath(props: EdgeProps<WireEdge>) {
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
        className={clsx(styles.wire, selected && styles.selected, data?.isWrong && styles.wrong)}
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
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

function InsertButton(props: {
  x: number;
  y: number;
  id: string;
  onInsert: (wire: { tail: string; head: string }) => void;
}) {
  const { x, y, id, onInsert } = props;
  const wire = wireOf(id);
  const insert = () => onInsert(wire);
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
      aria-label={`Insert a vertex between ${wire.tail} and ${wire.head}`}
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
