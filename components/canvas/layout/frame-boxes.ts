import type { Point } from "#components/draft/edits/edit.ts";
import type { FrameSpec, GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";

/** A rectangle of the canvas. */
export type Box = Point & { readonly width: number; readonly height: number };

/** What is between the sides of a frame and its cards; above them there is its title, too. */
const FRAME_PADDING = 20;
const FRAME_TITLE = 32;

/** The vertices of a frame that are drawn in it: a final step stands in its lane. */
export function membersInBox(
  { content }: Pick<GraphFile, "content">,
  { vertices }: FrameSpec,
): readonly string[] {
  return vertices.filter((name) => content.vertices.get(name)?.final === undefined);
}

/** The box of each frame that is open, by its name, around the places of its vertices. */
export function frameBoxes(
  file: GraphFile,
  moved: ReadonlyMap<string, Point> = new Map(),
): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>();
  for (const [name, frame] of file.annotations?.frames ?? []) {
    if (frame.collapsed === true) continue;
    const box = boxAround(
      membersInBox(file, frame).flatMap((each) => moved.get(each) ?? file.layout.get(each) ?? []),
    );
    if (box !== null) boxes.set(name, box);
  }
  return boxes;
}

/** The box of a card. */
export function boxOfCard({ x, y }: Point): Box {
  return { x, y, width: CARD_WIDTH, height: CARD_HEIGHT };
}

/** The box of a frame whose cards stand at these places; null without any. */
export function boxAround(places: readonly Point[]): Box | null {
  const cards = boxAroundAll(places.map(boxOfCard));
  return (
    cards && {
      x: cards.x - FRAME_PADDING,
      y: cards.y - FRAME_PADDING - FRAME_TITLE,
      width: cards.width + 2 * FRAME_PADDING,
      height: cards.height + 2 * FRAME_PADDING + FRAME_TITLE,
    }
  );
}

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

/** A box with so much more room on each side. */
export function withGap({ x, y, width, height }: Box, gap: number): Box {
  return { x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap };
}

/** True where two boxes have a common part. */
export function isOverlapping(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
