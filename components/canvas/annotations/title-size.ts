import type { Box } from "../layout/frame-boxes.ts";
import { READABLE_ZOOM } from "../view/many-cards.ts";

const TITLE_SIZE = 13;
const MAX_TITLE_SIZE = 120;
const LINE_HEIGHT = 1.6;
/** The head of an open frame, in which its title is. */
const HEAD_HEIGHT = 36;
/** In steps, so that a movement of the wheel does not draw each frame again. */
const STEPS_OF_HALF = 4;

/** How far away a frame is seen: 0 is near, less is farther. */
export function titleStep(zoom: number): number {
  return zoom >= READABLE_ZOOM ? 0 : Math.ceil(Math.log2(zoom) * STEPS_OF_HALF);
}

/** The size of the letters of a title, and its height above a frame that is seen from far away. */
export function titleSize(step: number): { readonly fontSize: number; readonly height: number } {
  const fontSize = Math.min(MAX_TITLE_SIZE, TITLE_SIZE / 2 ** (step / STEPS_OF_HALF));
  return { fontSize, height: fontSize * LINE_HEIGHT };
}

/** The part of the canvas that the title of an open frame takes: in it, or above it where it is seen from far away. */
export function titleBox({ x, y, width }: Box, zoom: number): Box {
  const step = titleStep(zoom);
  const above = step < 0 ? titleSize(step).height : 0;
  return { x, y: y - above, width, height: above + HEAD_HEIGHT };
}
