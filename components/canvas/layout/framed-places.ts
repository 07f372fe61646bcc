import type { Point } from "#components/draft/edits/edit.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH, type Direction, GRID } from "./card-size.ts";
import { collapsedFile, frameId } from "./collapsed-file.ts";
import { type Box, boxAround, isOverlapping, membersInBox, withGap } from "./frame-boxes.ts";

const GAP = 40;

type PlacesOf = (file: GraphFile, names: readonly string[]) => ReadonlyMap<string, Point>;
type Item = { readonly id: string; readonly places: ReadonlyMap<string, Point>; readonly box: Box };

/**
 * Tidy places for these vertices, with those of a frame together: each frame is placed by itself, then as one thing among
 * the others. No other card of these stands in the box of a frame, and no two of these frames overlap.
 *
 * @param placesOf gives tidy places without a look at frames.
 */
export function framedPlaces(
  file: GraphFile,
  names: readonly string[],
  direction: Direction,
  placesOf: PlacesOf,
): ReadonlyMap<string, Point> {
  const wanted = new Set(names);
  // Of a frame of which only some vertices are placed, the others hold the box where it is.
  const whole = [...(file.annotations?.frames ?? [])].filter(([, frame]) => {
    const members = membersInBox(file, frame);
    return members.length > 0 && members.every((name) => wanted.has(name));
  });
  if (whole.length === 0) return placesOf(file, names);
  const frames = new Map(whole.map(([name, frame]) => [name, { ...frame, collapsed: true as const }]));
  const inside = new Map(
    whole.map(([name, frame]) => [frameId(name), placesOf(file, membersInBox(file, frame))] as const),
  );
  const small = collapsedFile({ ...file, annotations: { frames, notes: new Map() } });
  const left = [...small.file.content.vertices.keys()].filter((id) => inside.has(id) || wanted.has(id));
  const items = [...placesOf(small.file, left)].map(([id, at]): Item => {
    const places = inside.get(id) ?? new Map([[id, { x: 0, y: 0 }]]);
    const box = inside.has(id) ? boxAround([...places.values()]) : null;
    const size = box ?? { x: 0, y: 0, width: CARD_WIDTH, height: CARD_HEIGHT };
    return { id, places, box: { ...size, x: at.x, y: at.y } };
  });
  const apart = pushedApart(spreadColumns(items, direction));
  return new Map(
    apart.flatMap(({ id, places, box }) => {
      const around = inside.has(id) ? boxAround([...places.values()]) : null;
      const [dx, dy] = [box.x - (around?.x ?? 0), box.y - (around?.y ?? 0)];
      return [...places].map(([name, { x, y }]): [string, Point] => [name, { x: x + dx, y: y + dy }]);
    }),
  );
}

/** Makes room along the edges: behind a column with something wide, all that follows moves on by as much. */
function spreadColumns(items: readonly Item[], direction: Direction): readonly Item[] {
  const [axis, size, card] =
    direction === "right" ? (["x", "width", CARD_WIDTH] as const) : (["y", "height", CARD_HEIGHT] as const);
  const columns = [...new Set(items.map(({ box }) => box[axis]))].sort((one, other) => one - other);
  const shifts = new Map<number, number>();
  let shift = 0;
  for (const at of columns) {
    shifts.set(at, shift);
    const widest = Math.max(...items.filter(({ box }) => box[axis] === at).map(({ box }) => box[size]));
    shift += nextOnGrid(widest - card);
  }
  return items.map((item) => ({
    ...item,
    box: { ...item.box, [axis]: item.box[axis] + (shifts.get(item.box[axis]) ?? 0) },
  }));
}

/** Moves what overlaps something above it down, until nothing overlaps. */
function pushedApart(items: readonly Item[]): readonly Item[] {
  const sorted = [...items].sort((one, other) => one.box.y - other.box.y || one.box.x - other.box.x);
  const done: Item[] = [];
  for (const item of sorted) {
    let { box } = item;
    for (;;) {
      const blocking = done.find((other) => isOverlapping(other.box, withGap(box, GAP / 2)));
      if (blocking === undefined) break;
      box = { ...box, y: nextOnGrid(blocking.box.y + blocking.box.height + GAP) };
    }
    done.push({ ...item, box });
  }
  return done;
}

/** The box with a little room on all sides, less than what layers keep between cards. */
/** The next place on the grid that is not before this one. */
function nextOnGrid(value: number): number {
  return Math.ceil(value / GRID) * GRID;
}
