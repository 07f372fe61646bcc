import type { Box } from "../layout/frame-boxes.ts";

/** The size of the overview, in pixels of the screen. */
export const MAP_WIDTH = 200;
export const MAP_HEIGHT = 150;
/** What stays free on each side. */
const MARGIN = 5;

/** The box around some boxes; null without any. Places that are no finite numbers do not count. */
export function boxAroundAll(boxes: readonly Box[]): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** What of the canvas the overview shows: all of these boxes in its middle, in its own proportion. */
export function mapBox(boxes: readonly Box[]): Box {
  const all = boxAroundAll(boxes) ?? { x: 0, y: 0, width: MAP_WIDTH, height: MAP_HEIGHT };
  const scale = Math.max(all.width / (MAP_WIDTH - 2 * MARGIN), all.height / (MAP_HEIGHT - 2 * MARGIN));
  const [width, height] = [MAP_WIDTH * scale, MAP_HEIGHT * scale];
  return { x: all.x + (all.width - width) / 2, y: all.y + (all.height - height) / 2, width, height };
}
