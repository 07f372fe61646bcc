import type { ReactFlowState } from "@xyflow/react";
import { type Box, isOverlapping } from "../layout/frame-boxes.ts";
import type { DrawnBox } from "./drawn-boxes.ts";

/** So few are elements wherever they are: Tab leads to each. */
const FEW = 60;
/** In the picture of a large graph, what is less than this part of a cell wide has no title that could be read. */
const MIN_PART = 1 / 6;

/** What of the canvas is in view, in whole cells: a movement of the pointer seldom leads to another one. */
export type View = { readonly area: Box; readonly cell: number };

/** The view as a text, which is the same until another cell comes into view. There is at least a quarter of a view of room on each side. */
export function viewText({
  width,
  height,
  transform: [x, y, zoom],
}: Pick<ReactFlowState, "width" | "height" | "transform">): string {
  const cell = 2 ** Math.ceil(Math.log2(Math.max(width, height, 1) / zoom / 4));
  const cells = (from: number, to: number) => [Math.floor(from / cell) - 1, Math.ceil(to / cell) + 1];
  return [cell, ...cells(-x / zoom, (width - x) / zoom), ...cells(-y / zoom, (height - y) / zoom)].join(" ");
}

/** The view that a text of `viewText` is of. */
export function viewOf(text: string): View {
  const [cell = 1, left = 0, right = 0, top = 0, bottom = 0] = text.split(" ").map(Number);
  const area = {
    x: left * cell,
    y: top * cell,
    width: (right - left) * cell,
    height: (bottom - top) * cell,
  };
  return { area, cell };
}

/**
 * Of many frames and notes those that are elements: the ones in view, and what is selected.
 *
 * @param isPictured the picture shows the boxes: those in which no title could be read are in it only.
 */
export function boxesInView(
  drawn: readonly DrawnBox[],
  { area, cell }: View,
  isPictured: boolean,
): readonly DrawnBox[] {
  if (drawn.length <= FEW) return drawn;
  const least = isPictured ? cell * MIN_PART : 0;
  return drawn.filter(
    ({ box, isSelected }) => isSelected || (box.width >= least && isOverlapping(box, area)),
  );
}

/** The same objects as before for what is drawn as before, so that only the others are drawn again. */
export function sharedBoxes(before: readonly DrawnBox[], now: readonly DrawnBox[]): readonly DrawnBox[] {
  const known = new Map(before.map((each) => [each.id, each]));
  return now.map((each) => {
    const old = known.get(each.id);
    return old !== undefined && isSame(old, each) ? old : each;
  });
}

function isSame(one: DrawnBox, other: DrawnBox): boolean {
  const [a, b] = [one.box, other.box];
  return (
    one.isSelected === other.isSelected &&
    one.frame === other.frame &&
    one.note === other.note &&
    a.x === b.x &&
    a.y === b.y &&
    a.width === b.width &&
    a.height === b.height &&
    one.members?.length === other.members?.length &&
    one.members?.every((name, at) => name === other.members?.[at]) !== false
  );
}
