import { expect, test } from "vitest";
import type { Point } from "./edit.ts";
import { PASTE_STEP, pasteOffset } from "./paste-offset.ts";

test("each of many pastes of cards that lie on one diagonal is a step aside of what is there", () => {
  const part = [
    { x: 0, y: 0 },
    { x: 300, y: 300 },
  ];
  const taken: Point[] = [...part];
  for (let paste = 0; paste < 20; paste++) {
    const by = pasteOffset(taken, part);
    const places = part.map(({ x, y }) => ({ x: x + by, y: y + by }));
    const nearest = Math.min(...places.flatMap(({ x }) => taken.map((other) => Math.abs(other.x - x))));
    expect(nearest).toBeGreaterThanOrEqual(PASTE_STEP);
    taken.push(...places);
  }
});
