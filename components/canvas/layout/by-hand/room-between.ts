import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { reached } from "#engine/model/reached.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction, GRID } from "../card-size.ts";

/** So much is left on each side of a card that is put between two others. */
const GAP = 60;

type Room = {
  /** Where the card between the two ends goes. */
  readonly at: Point;
  /** The cards that give way, where they then are. */
  readonly moved: ReadonlyMap<string, Point>;
};

/**
 * The room for a card between the two ends of an edge. Where there is too little of it, the head and all behind it are moved
 * on, with every card that would then be covered. An edge that is drawn backwards is left as it is.
 *
 * @returns null where an end has no place.
 */
export function roomBetween(
  { content, layout }: Pick<GraphFile, "content" | "layout">,
  { tail, head }: EdgeEnds,
  direction: Direction,
): Room | null {
  const [from, to] = [layout.get(tail), layout.get(head)];
  if (from === undefined || to === undefined) return null;
  const [along, size] = direction === "right" ? (["x", CARD_WIDTH] as const) : (["y", CARD_HEIGHT] as const);
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const missing = size + 2 * GAP - (to[along] - from[along] - size);
  if (missing <= 0 || to[along] < from[along] + size) return { at: middle, moved: new Map() };
  const behind = reached(content, [head], "behind");
  if (behind.has(tail)) return { at: middle, moved: new Map() };
  const by = Math.ceil(missing / GRID) * GRID;
  const wanted = [...behind].flatMap((name) => (layout.has(name) ? [name] : []));
  const names = withCovered(layout, wanted, tail, along, by);
  const moved = new Map(
    names.flatMap((name): [string, Point][] => {
      const place = layout.get(name);
      return place === undefined ? [] : [[name, { ...place, [along]: place[along] + by }]];
    }),
  );
  // In the middle of the two once the head has given way.
  return { at: { ...middle, [along]: middle[along] + by / 2 }, moved };
}

/** These cards, and those that they would cover once they are moved; the tail stays in any case. */
function withCovered(
  layout: GraphFile["layout"],
  wanted: readonly string[],
  tail: string,
  along: "x" | "y",
  by: number,
): readonly string[] {
  const moving = new Set(wanted);
  const cells = new Map<string, string[]>();
  const cellOf = ({ x, y }: Point) => [Math.floor(x / CARD_WIDTH), Math.floor(y / CARD_HEIGHT)] as const;
  for (const [name, place] of layout) {
    if (name === tail || moving.has(name)) continue;
    const key = cellOf(place).join(" ");
    if (cells.get(key)?.push(name) === undefined) cells.set(key, [name]);
  }
  // A set that grows is gone through to its end.
  for (const name of moving) {
    const old = layout.get(name);
    if (old === undefined) continue;
    const place = { ...old, [along]: old[along] + by };
    const [column, row] = cellOf(place);
    for (const x of [column - 1, column, column + 1])
      for (const y of [row - 1, row, row + 1])
        for (const other of cells.get(`${x} ${y}`) ?? [])
          if (!moving.has(other) && covers(layout.get(other), place) && !covers(layout.get(other), old))
            moving.add(other);
  }
  return [...moving];
}

function covers(one: Point | undefined, other: Point): boolean {
  return (
    one !== undefined && Math.abs(one.x - other.x) < CARD_WIDTH && Math.abs(one.y - other.y) < CARD_HEIGHT
  );
}
