import type { ReactFlowState } from "@xyflow/react";

/** With more cards than these no overview is shown, and from far away the canvas is one picture. */
export const MANY_CARDS = 300;

/** Among more cards than these, the small ones say less. */
const SOME_CARDS = 100;
/** Below this the small text of a card cannot be read. */
const READABLE_ZOOM = 0.5;

type Seen = Pick<ReactFlowState, "nodes" | "transform">;

/** True where a card is so small, among many others, that only its name and its state are drawn. */
export function isFar({ nodes, transform: [, , zoom] }: Seen): boolean {
  return nodes.length > SOME_CARDS && zoom < READABLE_ZOOM;
}

/** True where so many cards are so small that they are one picture: an element for each would cost too much. */
export function isDrawnFar({ nodes, transform: [, , zoom] }: Seen): boolean {
  return nodes.length > MANY_CARDS && zoom < READABLE_ZOOM;
}
