import type { Point } from "./edit.ts";

/** So far a copy stands from what it would hide, to the right and down. */
export const ASIDE = 40;

/**
 * How far a part is put aside, to the right and down, so that nothing of it lies upon what stands there. What is only
 * covered in part is still seen: that counts as a place of its own.
 */
export function asideOf(taken: Iterable<Point>, places: readonly Point[]): number {
  const cells = new Map<string, Point[]>();
  let most = 0;
  for (const place of taken) {
    const key = cellKey(Math.floor(place.x / ASIDE), Math.floor(place.y / ASIDE));
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [place]);
    else cell.push(place);
    most += 1;
  }
  const isHidden = (x: number, y: number) => {
    const [column, row] = [Math.floor(x / ASIDE), Math.floor(y / ASIDE)];
    for (const beside of AROUND)
      for (const below of AROUND)
        for (const other of cells.get(cellKey(column + beside, row + below)) ?? [])
          if (Math.abs(other.x - x) < ASIDE && Math.abs(other.y - y) < ASIDE) return true;
    return false;
  };
  // At the end of the canvas there may be no room at all: it stops after as many steps as things stand there.
  for (let step = 0; step <= most; step += 1) {
    const by = step * ASIDE;
    if (!places.some(({ x, y }) => isHidden(x + by, y + by))) return by;
  }
  return 0;
}

const AROUND = [-1, 0, 1] as const;

function cellKey(column: number, row: number): string {
  return `${column} ${row}`;
}
