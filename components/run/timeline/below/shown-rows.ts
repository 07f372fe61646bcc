import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { TrackChange } from "#contract/pipelines/timeline.ts";

/** So many tracks of a child pipeline are asked for together. */
export const PAGE = 50;

/** What is known of the tracks below a row: those of its child pipeline, in the order in which people look for them. */
export type Below = {
  /** How many there are; null until it is known. */
  readonly count: number | null;
  /** Why they cannot be shown; null while all is well. */
  readonly problem: string | null;
  /** When the child pipeline was launched. */
  readonly launchedAt: number;
  /** Those that were read, by their place. */
  readonly tracks: ReadonlyMap<number, TrackView>;
  /** What happened to each of them, by its number. */
  readonly changes: ReadonlyMap<number, readonly TrackChange[]>;
};

/** A row of the timeline: a track of the run, one of a child pipeline, or a line about these. */
export type ShownRow = {
  /** Stays while the row stays where it is. */
  readonly key: string;
  /** 1 for a track of the run. */
  readonly level: number;
  /** Its place among the rows of its level, and how many these are. */
  readonly place: number;
  readonly count: number;
  /** What is opened and closed with it; null where it has no child pipeline. */
  readonly opens: { readonly key: string; readonly child: number; readonly isOpen: boolean } | null;
} & (
  | { readonly kind: "track"; readonly number: number }
  | { readonly kind: "below"; readonly child: number; readonly track: TrackView | null }
  | { readonly kind: "line"; readonly text: string }
);

type Tree = {
  /** The newest child pipelines of the run's tracks, by their numbers. */
  readonly children: ReadonlyMap<number, number>;
  /** The keys of what is open. */
  readonly open: ReadonlySet<string>;
  readonly below: ReadonlyMap<number, Below>;
};

/**
 * All rows from top to bottom, with those below the rows that are open.
 *
 * @param order the numbers of the run's tracks in the order of their rows.
 */
export function shownRows(order: readonly number[], tree: Tree): ShownRow[] {
  const rows: ShownRow[] = [];
  for (const [place, number] of order.entries()) {
    const opens = opensOf(tree, String(number), tree.children.get(number) ?? null);
    rows.push({ kind: "track", key: String(number), level: 1, place, count: order.length, opens, number });
    if (opens?.isOpen === true) addBelow(rows, tree, { child: opens.child, level: 2, above: [opens.child] });
  }
  return rows;
}

type At = { readonly child: number; readonly level: number; readonly above: readonly number[] };

function addBelow(rows: ShownRow[], tree: Tree, { child, level, above }: At): void {
  const below = tree.below.get(child);
  const line =
    below?.problem ?? (below === undefined || below.count === null ? "Loading the tracks …" : null);
  if (line !== null || below === undefined) {
    const text = line ?? "";
    rows.push({ kind: "line", key: `${child} line`, level, place: 0, count: 1, opens: null, text });
    return;
  }
  const count = below.count ?? 0;
  for (let place = 0; place < count; place += 1) {
    const track = below.tracks.get(place) ?? null;
    const inner = track?.child?.id ?? null;
    // A pipeline is never below itself.
    const isFree = inner !== null && !above.includes(inner);
    const opens = track === null ? null : opensOf(tree, `${child} ${track.number}`, isFree ? inner : null);
    rows.push({ kind: "below", key: `${child} at ${place}`, level, place, count, opens, child, track });
    if (opens?.isOpen === true)
      addBelow(rows, tree, { child: opens.child, level: level + 1, above: [...above, opens.child] });
  }
}

function opensOf({ open }: Tree, key: string, child: number | null): ShownRow["opens"] {
  return child === null ? null : { key, child, isOpen: open.has(key) };
}

/** Which pages of which child pipelines these rows need, as a text that is the same for the same pages: `7 0,7 3`. */
export function neededPages(rows: readonly (ShownRow | undefined)[]): string {
  const pages = new Set<string>();
  for (const row of rows)
    if (row?.kind === "below") pages.add(`${row.child} ${Math.floor(row.place / PAGE)}`);
  return [...pages].join(",");
}

/** The pages to ask for: the first one of each that is open, and those that are needed. */
export function askedPages(open: readonly number[], needed: string): { child: number; page: number }[] {
  const pages = new Map(open.map((child) => [`${child} 0`, { child, page: 0 }]));
  for (const text of needed === "" ? [] : needed.split(",")) {
    const [child = 0, page = 0] = text.split(" ").map(Number);
    if (open.includes(child)) pages.set(text, { child, page });
  }
  return [...pages.values()];
}
