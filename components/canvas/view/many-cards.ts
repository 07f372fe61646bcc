import type { ReactFlowState } from "@xyflow/react";

/** With more cards than these no overview is shown. */
export const MANY_CARDS = 300;

/** More cards than these are one picture where they are small: an element for each would cost too much. */
const SOME_CARDS = 100;
/** Below this zoom so many cards are one picture. */
const PICTURE_ZOOM = 0.5;
/** Below this zoom the small text of a card, and a title in a frame, could not be read. */
export const READABLE_ZOOM = 0.55;

/** True where a card is so small, among many others, that it is part of a picture, and says no more than its name and its state. */
export function isFar({
  nodes,
  transform: [, , zoom],
}: Pick<ReactFlowState, "transform"> & { readonly nodes: { readonly length: number } }): boolean {
  return nodes.length > SOME_CARDS && zoom < PICTURE_ZOOM;
}

/** True where a card shows only its name and its state, in larger letters. */
export function isSmallText({ transform: [, , zoom] }: Pick<ReactFlowState, "transform">): boolean {
  return zoom < READABLE_ZOOM;
}
