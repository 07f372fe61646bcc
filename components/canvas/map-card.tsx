import { type MiniMapNodeProps, useStoreApi } from "@xyflow/react";
import { memo } from "react";
import type { VertexNode } from "./elements/flow-elements.ts";
import { toneOfTrack, useStackCard, useTrackCard } from "./elements/track-card.ts";
import { toneOfStack } from "./stacks/stack-state.ts";

const NONE: readonly string[] = [];

/** A card in the overview, in the colour of its state where the canvas shows a run. */
export const MapCard = memo(function MapCard({ id, x, y, width, height, selected }: MiniMapNodeProps) {
  const nodes = useStoreApi().getState().nodeLookup;
  const stack = (nodes.get(id)?.data as VertexNode["data"] | undefined)?.stack ?? null;
  const track = useTrackCard(id);
  const state = useStackCard(stack?.members ?? NONE);
  const tone = stack !== null ? toneOfStack(state) : toneOfTrack(track);
  const fill = selected
    ? "var(--accent)"
    : tone === null || tone === "still"
      ? "var(--line-strong)"
      : `var(--${tone}-fg)`;
  return <rect data-tone={tone ?? undefined} x={x} y={y} width={width} height={height} rx={8} fill={fill} />;
});
