import { getTableColumns } from "drizzle-orm";
import { track } from "#drizzle/schema/pipelines/track.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { SqlValue } from "#platform/database/statement.ts";
import { inParts } from "#platform/database/statement-parts.ts";
import { driverValue, InsertText, storedValue } from "../text-of-columns.ts";
import type { Write } from "../write-together.ts";
import type { TrackRow } from "./track-rows.ts";

const ROWS_A_STATEMENT = 500;
/** Up to so many tracks with values of their own have a short statement each; more of them share a longer one. */
const MAX_SINGLE = 3;

/** `keep` does not change the time; `once` writes it only where there is none. */
export type Clock = "keep" | "now" | "once" | "none";

/** The times that are written by the database's clock. */
const CLOCK_KEYS = ["readyAt", "startedAt", "finishedAt"] as const;

/** Columns that are written only when the track is inserted, or by a separate rule below. */
const OTHER_KEYS: ReadonlySet<string> = new Set<keyof TrackRow>([
  "id",
  "pipelineId",
  "number",
  "rev",
  "priority",
  "labels",
  "hasConcurrencyClaims",
  "given",
  "inputProblems",
  "dueAt",
  "claimAt",
  ...CLOCK_KEYS,
]);

/** One track as a transaction leaves it. `fromState` guards the write. A new column of the table is included. */
export type TrackUpdate = Readonly<TrackAsRead> & {
  readonly fromState: TrackState;
  /** When the track wakes by itself: in so many milliseconds, as before, or never. */
  readonly due: number | "keep" | "none";
} & Readonly<Record<(typeof CLOCK_KEYS)[number], Clock>>;

/** A track without its times and its rev, which the database writes: what decisions of a session are made from. */
export type TrackAsRead = Omit<TrackRow, "rev" | "dueAt" | "claimAt" | (typeof CLOCK_KEYS)[number]>;

/** A track as it was read, and as a transaction leaves it. */
export type TrackChange = { readonly before: TrackAsRead; readonly now: TrackUpdate };

type WrittenKey = Exclude<keyof TrackRow & keyof TrackUpdate, (typeof CLOCK_KEYS)[number]>;

const WRITTEN = Object.entries(getTableColumns(track))
  .filter(([key]) => !OTHER_KEYS.has(key))
  .map(([key, column]) => ({ key: key as WrittenKey, column }));

type Written = (typeof WRITTEN)[number];

/**
 * The place in the order of claims: one step of priority is one minute, and the pipeline's age counts for ten at most.
 * It does not change while the track waits, so it is an index, and nothing waits for ever.
 */
const CLAIM_AT = `greatest((select p.launched_at from pipeline as p where p.id = t.pipeline_id),
  now(3) - interval 10 minute) + interval t.priority minute`;

/** Inserts the tracks of a new pipeline, in the state that was decided. */
export function trackInserts(rev: number, tracks: readonly TrackUpdate[]): Write[] {
  const rows = tracks.map((row) => ({ ...row, rev }));
  return INSERT.statements(rows, ROWS_A_STATEMENT, valuesOfTimes);
}

const { id, dueAt, claimAt, readyAt, startedAt, finishedAt, ...GIVEN } = getTableColumns(track);
const INSERT = new InsertText<keyof typeof GIVEN>("track", GIVEN, {
  [dueAt.name]: "now(3) + interval ? microsecond",
  [claimAt.name]: "if(?, now(3) + interval ? minute, null)",
  [readyAt.name]: "if(?, now(3), null)",
  [startedAt.name]: "if(?, now(3), null)",
  [finishedAt.name]: "if(?, now(3), null)",
});

/** An interval of NULL is no time. */
function valuesOfTimes(row: TrackUpdate): readonly SqlValue[] {
  const due = typeof row.due === "number" ? Math.round(row.due * 1_000) : null;
  const isNow = (clock: Clock) => Number(clock === "now" || clock === "once");
  return [
    due,
    isNow(row.readyAt),
    row.priority,
    isNow(row.readyAt),
    isNow(row.startedAt),
    isNow(row.finishedAt),
  ];
}

/** What one track's update writes: tracks with the same columns and times share the text of their statement. */
type Shape = {
  /** Without the token, which no two tracks share. */
  readonly columns: readonly Written[];
  readonly hasToken: boolean;
  readonly hasSleep: boolean;
  /** Assignments without a value of the track. */
  readonly times: readonly string[];
  /** The assignments of one track, or of several with the same values, without the token. */
  readonly sets: string;
};

/** By which columns are written, and how the times are. */
const shapes = new Map<string, Shape>();
/** More than a settlement, a claim and every action of a person ever have. */
const MAX_SHAPES = 1_000;

/**
 * Writes the columns of tracks that changed, by primary key. Each row must be in the state in which it was read. A
 * column that did not change is not named: the text of a settlement is short, and is built once.
 */
export function trackUpdates(rev: number, changes: readonly TrackChange[]): Write[] {
  const byShape = new Map<Shape, TrackUpdate[]>();
  for (const change of changes) {
    const shape = shapeOf(change);
    const some = byShape.get(shape);
    if (some === undefined) byShape.set(shape, [change.now]);
    else some.push(change.now);
  }
  return [...byShape].flatMap(([shape, updates]) => updatesOf(shape, rev, updates));
}

/** Tracks that get the same values share a short statement. The others have one each, or share a longer one. */
function updatesOf(shape: Shape, rev: number, updates: readonly TrackUpdate[]): Write[] {
  const rows = updates.map((now) => ({ now, values: valuesOf(shape, now) }));
  const groups = groupBy(rows, ({ now, values }) => String([now.fromState, JSON.stringify(values)]));
  const others = groups.filter(({ length }) => length === 1).flat();
  const areFew = others.length <= MAX_SINGLE;
  return [
    ...groups
      .filter(({ length }) => areFew || length > 1)
      .flatMap((group) =>
        inParts(group, ROWS_A_STATEMENT, () => []).map((some) => sameUpdate(shape, rev, some)),
      ),
    ...(areFew
      ? []
      : inParts(others, ROWS_A_STATEMENT, ({ values }) => values).map((some) =>
          bulkUpdate(shape, rev, some),
        )),
  ];
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  if (all.length <= 1) return [[...all]];
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function shapeOf({ before, now }: TrackChange): Shape {
  let key = `${typeof now.due === "number" ? "now" : now.due} ${CLOCK_KEYS.map((clock) => now[clock]).join(" ")}`;
  for (const [place, written] of WRITTEN.entries())
    if (!isSame(before[written.key], now[written.key])) key += ` ${place}`;
  const known = shapes.get(key);
  if (known !== undefined) return known;
  const changed = WRITTEN.filter((written) => !isSame(before[written.key], now[written.key]));
  const columns = changed.filter((written) => written.key !== "token");
  const times = timesOf(now);
  const hasSleep = typeof now.due === "number";
  const sets = [
    "t.rev = ?",
    ...columns.map(({ column: { name } }) => `t.\`${name}\` = ?`),
    ...(hasSleep ? ["t.due_at = now(3) + interval ? microsecond"] : []),
    ...times,
  ].join(", ");
  const made = { columns, hasToken: columns.length < changed.length, hasSleep, times, sets };
  if (shapes.size >= MAX_SHAPES) shapes.clear();
  shapes.set(key, made);
  return made;
}

/** The track as it is read again after `trackUpdates` wrote it, without its times. */
export function trackAfter({ before, now }: TrackChange): TrackAsRead {
  const changed = WRITTEN.filter(({ key }) => !isSame(before[key], now[key]));
  const entries = changed.map(({ key, column }) => [key, storedValue(column, now[key])]);
  return { ...before, ...Object.fromEntries(entries) };
}

/** Values that are objects count as changed unless they are the same object: then they are written again. */
function isSame(before: unknown, now: unknown): boolean {
  if (before instanceof Date && now instanceof Date) return before.getTime() === now.getTime();
  if (Buffer.isBuffer(before) && Buffer.isBuffer(now)) return before.equals(now);
  return Object.is(before, now);
}

const TEXT_OF: Readonly<Record<Exclude<Clock, "keep">, (column: string, now: string) => string>> = {
  now: (_column, now) => now,
  once: (column, now) => `coalesce(${column}, ${now})`,
  none: () => "null",
};

function timesOf(now: TrackUpdate): string[] {
  const at = (name: string, clock: Clock, text = "now(3)") =>
    clock === "keep" ? [] : [`t.${name} = ${TEXT_OF[clock](`t.${name}`, text)}`];
  return [
    ...(now.due === "none" ? ["t.due_at = null"] : []),
    ...at("claim_at", now.readyAt, CLAIM_AT),
    ...CLOCK_KEYS.flatMap((key) => at(track[key].name, now[key])),
  ];
}

/** Without the token. */
function valuesOf({ columns, hasSleep }: Shape, now: TrackUpdate): SqlValue[] {
  const values = columns.map(({ key, column }) => driverValue(column, now[key]));
  if (hasSleep) values.push(Math.round(Number(now.due) * 1_000));
  return values;
}

const tokenOf = (now: TrackUpdate) => driverValue(track.token, now.token);

/** A track that is to be written, with what `valuesOf` gives for it. */
type UpdateRow = { readonly now: TrackUpdate; readonly values: readonly SqlValue[] };

/** Writes one track, or several that get the same values, besides their tokens. */
function sameUpdate(shape: Shape, rev: number, rows: readonly UpdateRow[]): Write {
  const [first] = rows;
  if (first === undefined) throw new RangeError("There is no track to write.");
  const ids = rows.map(({ now }) => now.id);
  const places = ids.map(() => "?").join(", ");
  const tokens = shape.hasToken ? rows.map(({ now }) => tokenOf(now)) : [];
  const isOne = ids.length === 1;
  const token = isOne ? "?" : `elt(field(t.id, ${places}), ${places})`;
  const sets = shape.hasToken ? `${shape.sets}, t.token = ${token}` : shape.sets;
  const which = isOne ? "t.id = ?" : `t.id in (${places})`;
  return {
    text: `update track as t set ${sets} where ${which} and t.state = ?`,
    values: [
      rev,
      ...first.values,
      ...(shape.hasToken && !isOne ? ids : []),
      ...tokens,
      ...ids,
      first.now.fromState,
    ],
    matches: ids.length,
    goesOn: "and",
  };
}

/** Writes tracks that get values of their own. */
function bulkUpdate(shape: Shape, rev: number, rows: readonly UpdateRow[]): Write {
  const names = shape.columns.map(({ column: { name } }) => `\`${name}\``);
  const token = shape.hasToken ? ["token"] : [];
  const cells = ["id", "from_state", ...token, ...names, ...(shape.hasSleep ? ["sleep_us"] : [])];
  const sets = [
    "t.rev = ?",
    ...[...token, ...names].map((name) => `t.${name} = c.${name}`),
    ...(shape.hasSleep ? ["t.due_at = now(3) + interval c.sleep_us microsecond"] : []),
    ...shape.times,
  ];
  const first = `select ${cells.map((name) => `? as ${name}`).join(", ")}`;
  const more = ` union all select ${cells.map(() => "?").join(", ")}`;
  const text = `update (${first}${more.repeat(rows.length - 1)}) as c
    straight_join track as t on t.id = c.id and t.state = c.from_state set ${sets.join(", ")}`;
  const values = rows.flatMap(({ now, values: own }) => [
    now.id,
    now.fromState,
    ...(shape.hasToken ? [tokenOf(now)] : []),
    ...own,
  ]);
  return { text, values: [...values, rev], matches: rows.length, goesOn: "where" };
}
