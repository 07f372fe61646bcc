import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { vertex } from "#drizzle/schema/graph.ts";
import { event } from "#drizzle/schema/pipelines/event.ts";
import { forcedReason } from "#engine/explain/forced.ts";
import { PAUSED_ABOVE } from "#engine/past/past-run.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import {
  eventInserts,
  eventsOfTracks,
  isTrackChange,
  remarksOfTracks,
  statesAt,
  trackChangesOf,
} from "../pipelines/events/event-rows.ts";
import { expectedDurations } from "../pipelines/history/expected-duration-rows.ts";
import { pausesOf } from "../pipelines/pause-rows.ts";
import { writeTogether } from "../write-together.ts";
import { makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

async function makeVertices({ queries }: Database, revisionId: number, names: readonly string[]) {
  const rows = names.map((name, number) => ({ revisionId, number, name, spec: {}, digest: "sha256:" }));
  await queries.insert(vertex).values(rows);
}

/** How many rows the connection has read so far, from tables and from what it gathered itself. */
async function rowsRead(tx: Queries): Promise<number> {
  const [rows] = (await tx.execute(sql`show session status like 'Handler\\_read%'`)) as unknown as [
    readonly { readonly Value: string }[],
  ];
  return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
}

const BEGIN = Date.UTC(2026, 0, 1);

function took(ms: number, more: object = {}) {
  return {
    state: "succeeded",
    startedAt: new Date(BEGIN),
    finishedAt: new Date(BEGIN + ms),
    ...more,
  } as const;
}

onEachServer((database) => {
  test("the transitions of tracks are read in pages, without remarks and without what is no track's", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const of = (rev: number, n: number, fromState: string, toState: string, attempt: number) => {
      const row = { pipelineId, rev, n, kind: "track" as const, number: 0, actor: "ann" };
      return { ...row, fromState, toState, attempt };
    };
    const rows = [
      of(1, 1, "waiting", "pending", 0),
      of(1, 2, "pending", "running", 1),
      of(2, 1, "running", "running", 1),
      { ...of(2, 2, "running", "failed", 0), kind: "pipeline" as const, number: null },
      of(3, 1, "running", "sleeping", 1),
      of(3, 2, "sleeping", "sleeping", 2),
    ];
    await transact(database(), (tx) => writeTogether(tx, eventInserts(rows)));
    const found = async (after: { rev: number; n: number }, limit: number) =>
      (await trackChangesOf(queries, pipelineId, after, limit)).map(({ rev, n, toState, attempt }) => [
        [rev, n],
        toState,
        attempt,
      ]);
    expect(await found({ rev: 0, n: 0 }, 3)).toEqual([
      [[1, 1], "pending", 0],
      [[1, 2], "running", 1],
      [[3, 1], "sleeping", 1],
    ]);
    expect(await found({ rev: 3, n: 1 }, 3)).toEqual([[[3, 2], "sleeping", 2]]);
  });

  test("how tracks stood at a moment is what their last events up to then say, and their newest events are read", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const of = (rev: number, n: number, number: number, fromState: string, toState: string) => {
      const row = { pipelineId, rev, n, kind: "track" as const, number, attempt: 1, actor: "ann" };
      return { ...row, fromState, toState, reason: null, at: new Date(BEGIN + rev * 1_000) };
    };
    await queries
      .insert(event)
      .values([
        of(1, 1, 0, "waiting", "pending"),
        of(1, 2, 0, "pending", "running"),
        of(2, 1, 1, "waiting", "waiting"),
        of(3, 1, 0, "running", "failed"),
        of(4, 1, 0, "failed", "waiting"),
      ]);
    const at = async (seconds: number) => {
      const { rev, states } = await statesAt(queries, pipelineId, new Date(BEGIN + seconds * 1_000));
      return [rev, [...states].sort(([one], [other]) => one - other)];
    };
    expect(await at(0)).toEqual([0, []]);
    expect(await at(1)).toEqual([1, [[0, "running"]]]);
    expect(await at(3.5)).toEqual([
      3,
      [
        [0, "failed"],
        [1, "waiting"],
      ],
    ]);
    expect(await at(9)).toEqual([
      4,
      [
        [0, "waiting"],
        [1, "waiting"],
      ],
    ]);
    const read = async (numbers: number[], until: number | null, limit = 9) =>
      (await eventsOfTracks(queries, pipelineId, numbers, { until, limit })).map((row) => [
        row.number,
        row.toState,
        isTrackChange(row),
      ]);
    expect(await read([0, 1], 3, 2)).toEqual([
      [1, "waiting", false],
      [0, "failed", true],
    ]);
    expect(await read([0], null, 2)).toEqual([
      [0, "failed", true],
      [0, "waiting", true],
    ]);
    expect(await read([], null)).toEqual([]);
  });

  test("the remarks of some tracks are found by how they begin, the oldest first", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const events = (
      [
        [0, "values set of n: a"],
        [0, "run again: values set of n: b"],
        [1, "values set of n: c"],
        [2, "values set of n: d"],
        [0, "values set of m: e"],
      ] as const
    ).map(([number, reason], place) => {
      const row = { pipelineId, rev: 1 + place, n: 1, kind: "track" as const, number, attempt: 1 };
      return { ...row, fromState: "pending", toState: "pending", reason, actor: "ann" };
    });
    await transact(database(), async (tx) => writeTogether(tx, eventInserts(events)));
    const said = await remarksOfTracks(queries, pipelineId, [0, 1], "values set of ");
    expect(said.map(({ reason }) => reason?.at(-1))).toEqual(["a", "c", "e"]);
    expect(await remarksOfTracks(queries, pipelineId, [], "")).toEqual([]);
  });

  test("the events of a page of tracks are found without a look at those of all others", async () => {
    const pipelineId = await makePipeline(database());
    const events = Array.from({ length: 4_000 }, (_, place) => {
      const row = { pipelineId, rev: 1 + place, n: 1, kind: "track" as const, number: place % 1_000 };
      return { ...row, attempt: 1, fromState: "ready", toState: "running", reason: null, actor: "engine" };
    });
    await transact(database(), async (tx) => writeTogether(tx, eventInserts(events)));
    await transact(database(), async (tx) => {
      const before = await rowsRead(tx);
      const read = await eventsOfTracks(tx, pipelineId, [3, 500, 998], { until: null, limit: 100 });
      expect(read.map(({ rev }) => rev)).toEqual([
        ...[4, 501, 999, 1_004, 1_501, 1_999],
        ...[2_004, 2_501, 2_999, 3_004, 3_501, 3_999],
      ]);
      // Each row is read by the index, and once more from what was gathered.
      expect((await rowsRead(tx)) - before).toBeLessThan(100);
    });
  });

  test("who paused a pipeline is who did it last, and its own pause counts before one of a pipeline above", async () => {
    const { queries } = database();
    const id = await makePipeline(database(), { isPaused: true });
    const free = await makePipeline(database());
    const of = (pipelineId: number, rev: number, toState: string, actor: string, reason: string | null) => {
      const row = { pipelineId, rev, n: 1, kind: "pipeline" as const, number: null, attempt: null };
      return { ...row, fromState: "running", toState, actor, reason };
    };
    const rows = [
      of(id, 2, "paused", "ann", "first"),
      of(id, 3, "resumed", "ann", null),
      of(id, 4, "paused", "bob", null),
      of(id, 5, "paused", "cy", PAUSED_ABOVE),
      of(free, 2, "paused", "ann", null),
    ];
    await transact(database(), (tx) => writeTogether(tx, eventInserts(rows)));
    const paused = { id, state: "running", isPaused: true, isParentPaused: true } as const;
    expect(
      await pausesOf(queries, [paused, { ...paused, id: free, isPaused: false, isParentPaused: false }]),
    ).toEqual([{ pipelineId: id, by: "bob", reason: null }]);
    expect(await pausesOf(queries, [{ ...paused, isPaused: false }])).toEqual([
      { pipelineId: id, by: "cy", reason: PAUSED_ABOVE },
    ]);
    expect(await pausesOf(queries, [{ ...paused, state: "cancelled" }])).toEqual([]);
  });

  test("how long a vertex usually takes is the median of the last succeeded runs of its graph, by its name", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    await makeVertices(database(), graph.revisionId, ["build", "漢"]);
    const ended = async (change: object, tracks: Parameters<typeof makeTracks>[2]) => {
      const end = { state: "succeeded", openTracks: 0, finishedAt: new Date(BEGIN) } as const;
      const id = await makePipeline(database(), { ...graph, ...end, ...change });
      await makeTracks(database(), id, tracks);
      return id;
    };
    // Too old to count, one that failed, and one that runs the items of a vertex.
    await ended({}, [took(90_000), took(90_000)]);
    await ended({ state: "failed" }, [took(80_000)]);
    await ended({ itemsOf: { number: 0, names: ["a"], parallel: null } }, [took(70_000)]);
    for (const ms of [5_000, 1_000, 3_000]) await ended({}, [took(ms), took(7, { state: "skipped" })]);
    await ended({}, [took(2_000), took(40)]);
    // A person decided its end.
    const forced = { decidedBy: "ann", reason: forcedReason("succeeded", "ann", "done by hand") };
    await ended({}, [took(500, forced), took(30, { decidedBy: "ann", reason: null })]);
    const now = await ended({}, [took(60_000), took(60_000)]);
    const rows = (await expectedDurations(queries, graph.graphId, now, 5)).sort((a, b) => a.ms - b.ms);
    expect(rows).toEqual([
      { name: "漢", runs: 2, ms: 30 },
      { name: "build", runs: 4, ms: 2_000 },
    ]);
    expect(await expectedDurations(queries, graph.graphId, 1, 4)).toEqual([]);
  });
});
