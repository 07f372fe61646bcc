import type { ReactFlowState } from "@xyflow/react";

/** With more cards than these not all are shown at once: they would not be readable, and each costs time. */
export const MANY_CARDS = 300;
/** So far out a screen has a few hundred cards. */
export const MIN_ZOOM_OF_MANY = 0.25;

/** Among more cards than these, the small ones say less. */
const SOME_CARDS = 100;
/** Below this the small text of a card cannot be read. */
const READABLE_ZOOM = 0.5;

/** True where a card is so small, among many others, that only its name and its state are drawn. */
export function isFar({
  nodes,
  transform: [, , zoom],
}: Pick<ReactFlowState, "nodes" | "transform">): boolean {
  return nodes.length > SOME_CARDS && zoom < READABLE_ZOOM;
}
