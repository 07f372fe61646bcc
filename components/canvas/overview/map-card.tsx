import { memo } from "react";
import { TONE_OF_DIFF, useDiffStatus } from "../elements/diff-mark.tsx";
import type { VertexNode } from "../elements/flow-elements.ts";
import { toneOfTrack, useStackCard, useTrackCard } from "../elements/track-card.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { toneOfStack } from "../stacks/stack-state.ts";
import styles from "./overview.module.css";

const NONE: readonly string[] = [];

/** A card in the overview, in the colour of its state where the canvas shows a run, or of what became of it. */
export const MapCard = memo(function MapCard({ card }: { card: VertexNode }) {
  const { id, position, selected, data } = card;
  const track = useTrackCard(id);
  const state = useStackCard(data.stack?.members ?? NONE);
  const diff = useDiffStatus("vertices", id);
  const ran = data.stack !== null ? toneOfStack(state) : toneOfTrack(track);
  const tone = diff === null ? ran : TONE_OF_DIFF[diff];
  const fill = tone === null || tone === "still" ? "var(--line-strong)" : `var(--${tone}-fg)`;
  return (
    <rect
      data-tone={tone ?? undefined}
      data-selected={selected || undefined}
      className={styles.card}
      x={position.x}
      y={position.y}
      width={CARD_WIDTH}
      height={CARD_HEIGHT}
      rx={8}
      fill={fill}
    />
  );
});
