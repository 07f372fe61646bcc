import { expect, test } from "vitest";
import { trackForTest } from "../../store/track-for-test.ts";
import { askedPages, type Below, neededPages, shownRows } from "./shown-rows.ts";

const NOTHING = { problem: null, launchedAt: 0, changes: new Map() };

function belowOf(count: number, tracks: readonly (readonly [number, { number: number; child?: number }])[]) {
  const known = tracks.map(([place, { number, child }]) => {
    const view = { number, vertex: `i${number}` };
    const inner = child === undefined ? null : ({ id: child, state: "running", attempt: 1 } as const);
    return [place, trackForTest({ ...view, child: inner })] as const;
  });
  return { ...NOTHING, count, tracks: new Map(known) } satisfies Below;
}

const texts = (rows: ReturnType<typeof shownRows>) =>
  rows.map((row) =>
    [
      row.level,
      row.kind === "track" ? row.number : row.kind === "below" ? (row.track?.vertex ?? "?") : row.text,
    ].join(" "),
  );

test("the tracks of a child pipeline are below its row while that is open, and those of its items below them", () => {
  const children = new Map([[1, 7]]);
  const below = new Map([
    [
      7,
      belowOf(3, [
        [0, { number: 2, child: 8 }],
        [1, { number: 0 }],
      ]),
    ],
    [8, belowOf(1, [[0, { number: 0, child: 7 }]])],
  ]);
  const open = (...keys: string[]) => shownRows([0, 1], { children, below, open: new Set(keys) });
  expect(texts(open())).toEqual(["1 0", "1 1"]);
  expect(texts(open("1"))).toEqual(["1 0", "1 1", "2 i2", "2 i0", "2 ?"]);
  const all = open("1", "7 2", "8 0");
  expect(texts(all)).toEqual(["1 0", "1 1", "2 i2", "3 i0", "2 i0", "2 ?"]);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  // A pipeline is never below itself, whatever is said of it.
  expect(all[3]?.opens).toBeNull();
  expect(all.map(({ place, count }) => `${place + 1} of ${count}`).slice(2)).toEqual([
    ...["1 of 3", "1 of 1", "2 of 3", "3 of 3"],
  ]);
});

test("until they are known a line says so, and where they cannot be shown why", () => {
  const children = new Map([[0, 7]]);
  const rows = (below: ReadonlyMap<number, Below>) =>
    texts(shownRows([0], { children, below, open: new Set(["0"]) }));
  expect(rows(new Map())).toEqual(["1 0", "2 Loading the tracks …"]);
  const problem = "You may not read the tracks of child pipeline #7.";
  expect(rows(new Map([[7, { ...belowOf(0, []), count: null, problem }]]))).toEqual(["1 0", `2 ${problem}`]);
  expect(rows(new Map([[7, belowOf(0, [])]]))).toEqual(["1 0"]);
});

test("of ten thousand items only the pages that are seen are asked for, and the first of each that is open", () => {
  const children = new Map([[0, 7]]);
  const below = new Map([[7, belowOf(10_000, [])]]);
  const rows = shownRows([0], { children, below, open: new Set(["0"]) });
  expect(rows).toHaveLength(10_001);
  const needed = neededPages(rows.slice(5_040, 5_060));
  expect(needed).toBe("7 100,7 101");
  expect(askedPages([7], needed)).toEqual([
    { child: 7, page: 0 },
    { child: 7, page: 100 },
    { child: 7, page: 101 },
  ]);
  // Closed since: nothing is asked.
  expect(askedPages([], needed)).toEqual([]);
  expect(askedPages([8], "")).toEqual([{ child: 8, page: 0 }]);
});
