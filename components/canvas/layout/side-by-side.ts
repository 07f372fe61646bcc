import type { Point } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction } from "./card-size.ts";

/** Parts stand beside each other up to this breadth at least. */
const MIN_BREADTH = 2_000;

/**
 * Brings the parts of a graph together that no edge connects: beside each other, in their order, and in a new row behind
 * where that would become much broader than long. No card covers another.
 */
export function sideBySide(
  parts: readonly ReadonlyMap<string, Point>[],
  direction: Direction,
  gapAlong: number,
  gapAcross: number,
): ReadonlyMap<string, Point> {
  const isRight = direction === "right";
  const [length, breadth] = isRight ? [CARD_WIDTH, CARD_HEIGHT] : [CARD_HEIGHT, CARD_WIDTH];
  const boxes = parts.map((part) => {
    const points = [...part.values()];
    const alongs = points.map(({ x, y }) => (isRight ? x : y));
    const acrosses = points.map(({ x, y }) => (isRight ? y : x));
    const from = { along: least(alongs), across: least(acrosses) };
    return {
      part,
      from,
      length: most(alongs) - from.along + length + gapAlong,
      breadth: most(acrosses) - from.across + breadth + gapAcross,
    };
  });
  const area = boxes.reduce((sum, box) => sum + box.length * box.breadth, 0);
  const max = Math.max(MIN_BREADTH, Math.sqrt(area), most(boxes.map((box) => box.breadth)));
  const found = new Map<string, Point>();
  let [along, across, longest] = [0, 0, 0];
  for (const box of boxes) {
    if (across > 0 && across + box.breadth > max) {
      along += longest;
      [across, longest] = [0, 0];
    }
    for (const [name, { x, y }] of box.part) {
      const [forward, aside] = isRight ? [x, y] : [y, x];
      const at = { along: forward - box.from.along + along, across: aside - box.from.across + across };
      found.set(name, isRight ? { x: at.along, y: at.across } : { x: at.across, y: at.along });
    }
    across += box.breadth;
    longest = Math.max(longest, box.length);
  }
  return found;
}

function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
}
