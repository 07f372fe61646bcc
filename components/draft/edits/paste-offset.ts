import type { Point } from "./edit.ts";

/** So far to the right and down a copy stands from what it would hide. */
export const PASTE_STEP = 40;

/**
 * How far to the right and down a part is moved, so that nothing of it lies upon what stands there. What is only
 * covered in part is still seen: that counts as a place of its own.
 */
export function pasteOffset(taken: Iterable<Point>, places: readonly Point[]): number {
  const cells = new Map<string, Point[]>();
  for (const place of taken) {
    const key = cellKey(Math.floor(place.x / PASTE_STEP), Math.floor(place.y / PASTE_STEP));
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [place]);
    else cell.push(place);
  }
  const isHidden = (x: number, y: number) => {
    const [column, row] = [Math.floor(x / PASTE_STEP), Math.floor(y / PASTE_STEP)];
    for (const beside of AROUND)
      for (const below of AROUND)
        for (const other of cells.get(cellKey(column + beside, row + below)) ?? [])
          if (Math.abs(other.x - x) < PASTE_STEP && Math.abs(other.y - y) < PASTE_STEP) return true;
    return false;
  };
  // It ends: each thing that stands there hides a card of the part in two steps at most.
  for (let by = 0; ; by += PASTE_STEP) if (!places.some(({ x, y }) => isHidden(x + by, y + by))) return by;
}

const AROUND = [-1, 0, 1] as const;

function cellKey(column: number, row: number): string {
  return `${column} ${row}`;
}
