import { type Box, boxAroundAll } from "../layout/frame-boxes.ts";

/** The size of the overview, in pixels of the screen. */
export const MAP_WIDTH = 200;
export const MAP_HEIGHT = 150;
/** What stays free on each side. */
const MARGIN = 5;

/** What of the canvas the overview shows: all of these boxes in its middle, in its own proportion. */
export function mapBox(boxes: readonly Box[]): Box {
  const all = boxAroundAll(boxes) ?? { x: 0, y: 0, width: MAP_WIDTH, height: MAP_HEIGHT };
  const scale = Math.max(all.width / (MAP_WIDTH - 2 * MARGIN), all.height / (MAP_HEIGHT - 2 * MARGIN));
  const [width, height] = [MAP_WIDTH * scale, MAP_HEIGHT * scale];
  return { x: all.x + (all.width - width) / 2, y: all.y + (all.height - height) / 2, width, height };
}
