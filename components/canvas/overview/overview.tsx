import { Panel, useStore } from "@xyflow/react";
import clsx from "clsx";
import { memo, useMemo, useRef } from "react";
import annotations from "../annotations/annotations.module.css";
import type { DrawnBox } from "../annotations/drawn-boxes.ts";
import type { VertexNode } from "../elements/flow-elements.ts";
import { shownArea } from "../far/far-cards.ts";
import { type Box, boxAroundAll, boxOfCard } from "../layout/frame-boxes.ts";
import { MAP_HEIGHT, MAP_WIDTH, mapBox } from "./map-box.ts";
import { MapCard } from "./map-card.tsx";
import styles from "./overview.module.css";
import { useMapPointer } from "./use-map-pointer.ts";

type Props = { cards: readonly VertexNode[]; drawn: readonly DrawnBox[] };

/** All cards, frames and notes, small, with the colours of the states, and what of them is in view. */
export function Overview({ cards, drawn }: Props) {
  const view = useStore(shownArea, isSameBox);
  const label = useStore(({ ariaLabelConfig }) => ariaLabelConfig["minimap.ariaLabel"]);
  const all = useMemo(() => {
    const boxes = cards.map(({ position }) => boxOfCard(position));
    return boxAroundAll([...boxes, ...drawn.map(({ box }) => box)]);
  }, [cards, drawn]);
  const shown = mapBox(all === null ? [view] : [all, view]);
  const map = useRef<SVGSVGElement>(null);
  const pointer = useMapPointer(map, shown);
  // Of an empty graph it would show nothing, and on a low window it covers the words that say how to begin.
  if (all === null) return null;
  return (
    <Panel position="bottom-right">
      <svg
        ref={map}
        role="img"
        aria-label={label}
        className={styles.map}
        width={MAP_WIDTH}
        height={MAP_HEIGHT}
        viewBox={`${shown.x} ${shown.y} ${shown.width} ${shown.height}`}
        {...pointer}
      >
        <Drawing cards={cards} drawn={drawn} />
        <path className={styles.veil} fillRule="evenodd" d={`${outline(shown)}${outline(view)}`} />
      </svg>
    </Panel>
  );
}

/** What stays the same while a person moves the view. */
const Drawing = memo(function Drawing({ cards, drawn }: Props) {
  return (
    <>
      {drawn.map(({ id, box, isSelected, frame, note }) => (
        <rect
          key={id}
          {...box}
          rx={12}
          className={clsx(annotations.coloured, styles.drawn)}
          data-colour={(frame ?? note).colour}
          data-selected={isSelected || undefined}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {cards.map((card) => (
        <MapCard key={card.id} card={card} />
      ))}
    </>
  );
});

function outline({ x, y, width, height }: Box): string {
  return `M${x},${y}h${width}v${height}h${-width}z`;
}

function isSameBox(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
