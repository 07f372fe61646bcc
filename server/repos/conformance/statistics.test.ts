import { expect, test } from "vitest";
import type { Database } from "#platform/database/db.ts";
import { insertRunner } from "../fleet/runner-rows.ts";
import { countEnded, runTimesOf } from "../metrics/ended-rows.ts";
import {
  addClaimDelays,
  claimDelaysOfEnded,
  deleteOldSamples,
  insertSample,
  lastSampleAt,
  readSamples,
} from "../metrics/sample-rows.ts";
import { attemptCounts, tracedAttempts, tracedPipelines } from "../metrics/trace-rows.ts";
import { makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const at = (time: string) => new Date(`2026-03-01T${time}Z`);
const RUNNER = { name: "r", host: "h", pid: 1, labels: [], slots: 4, containment: "group" };

/** A pipeline that has ended. */
async function endedPipeline(
  database: Database,
  graph: Parameters<typeof makePipeline>[1],
  end: { readonly state: string; readonly from: Date; readonly to: Date },
): Promise<number> {
  const id = await makePipeline(database, graph);
  await database.pool.query(
    "update pipeline set state = ?, open_tracks = 0, launched_at = ?, finished_at = ? where id = ?",
    [end.state, end.from, end.to, id],
  );
  return id;
}

/** How a pipeline is stored: in its table, in the index by ends, what the server says of both, how it would read them, and whether a second read finds it. */
async function storedAs({ pool, queries }: Database, id: number): Promise<string> {
  const columns = "id, parent_id, is_child, state, finished_at";
  const [row] = await pool.query(`select ${columns} from pipeline where id = ?`, [id]);
  const [indexed] = await pool.query(
    `select ${columns} from pipeline force index (pipeline_finished) where is_child = 1 and id = ?`,
    [id],
  );
  const [checked] = await pool.query("check table pipeline extended");
  const reading = tracedPipelines(queries, { at: at("22:09:00"), id: 0 }, at("22:10:00.001"), 100);
  const asked = reading.toSQL();
  const again = (await reading).map((each) => each.id);
  const [plan] = await pool.query(`explain ${asked.sql}`, asked.params);
  return JSON.stringify({ row, indexed, checked, plan, again });
}

onEachServer((database) => {
  test("ended pipelines are counted by step and state, and by graph with their run times; children are not", async () => {
    const { queries } = database();
    const [slow, fast] = [await makeGraph(database()), await makeGraph(database())];
    const failed = { state: "failed", from: at("08:00:00"), to: at("09:59:59.999") };
    const parent = await endedPipeline(database(), slow, failed);
    for (const to of ["10:00:00", "10:00:01"])
      await endedPipeline(database(), fast, { state: "succeeded", from: at("09:59:59"), to: at(to) });
    const below = { ...fast, parentId: parent, parentNumber: 0, parentAttempt: 1 };
    await endedPipeline(database(), below, { ...failed, state: "succeeded" });
    await endedPipeline(database(), slow, { ...failed, to: at("12:00:00") });
    const asked = { from: at("09:00:00"), to: at("12:00:00"), folders: "all" } as const;
    const counted = await countEnded(queries, asked, 3_600, 10);
    expect(counted.since).toBeNull();
    expect(new Set(counted.steps)).toEqual(
      new Set([
        { at: at("09:00:00").getTime(), state: "failed", count: 1 },
        { at: at("10:00:00").getTime(), state: "succeeded", count: 2 },
      ]),
    );
    expect(counted.graphs).toEqual([
      { graphId: slow.graphId, ended: 1, succeeded: 0, failed: 1 },
      { graphId: fast.graphId, ended: 2, succeeded: 2, failed: 0 },
    ]);
    const times = await runTimesOf(queries, asked, [fast.graphId]);
    // 2 ** 10 and 2 ** 11 milliseconds are the ends of their buckets.
    const buckets = new Map(times.get(fast.graphId)?.times.map(({ bucket, count }) => [bucket, count]));
    expect(buckets).toEqual(
      new Map([
        [40, 1],
        [44, 1],
      ]),
    );
    expect(times.get(fast.graphId)?.name).toMatch(/^graph-/);
    expect((await runTimesOf(queries, asked, [])).size).toBe(0);
    const cut = await countEnded(queries, asked, 3_600, 10, 2);
    expect(cut.since).toEqual(at("10:00:00"));
    const none = await countEnded(queries, { ...asked, folders: [] }, 3_600, 10);
    expect(none).toEqual({ steps: [], graphs: [], since: null });
    const one = await countEnded(queries, { ...asked, graphId: fast.graphId }, 3_600, 10);
    expect(one.graphs.map(({ graphId }) => graphId)).toEqual([fast.graphId]);
  });

  test("claim delays of tracks that a runner had are counted by when they were claimed, and added up", async () => {
    const { queries } = database();
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    const graph = await makeGraph(database());
    const id = await endedPipeline(database(), graph, {
      ...{ state: "succeeded", from: at("13:00:00"), to: at("14:00:30") },
    });
    const ready = at("13:09:58");
    await makeTracks(database(), id, [
      { state: "succeeded", runnerId, readyAt: ready, startedAt: at("13:09:59.024") },
      { state: "succeeded", runnerId, readyAt: ready, startedAt: at("13:10:00") },
      // A wait that no runner carried out, and one that never began.
      { state: "succeeded", readyAt: ready, startedAt: ready },
      { state: "skipped" },
    ]);
    const delays = await claimDelaysOfEnded(queries, at("14:00:00"), at("14:01:00"));
    expect(new Set(delays)).toEqual(
      new Set([
        { at: at("13:00:00"), bucket: 40, tracks: 1 },
        { at: at("13:10:00"), bucket: 44, tracks: 1 },
      ]),
    );
    expect(await claimDelaysOfEnded(queries, at("14:01:00"), at("14:02:00"))).toEqual([]);
    await addClaimDelays(queries, delays);
    await addClaimDelays(queries, delays);
    await addClaimDelays(queries, []);
    const read = await readSamples(queries, at("13:00:00"), at("14:00:00"), 3_600);
    const [hour] = [...read.delays.values()];
    expect(new Map(hour?.map(({ bucket, count }) => [bucket, count]))).toEqual(
      new Map([
        [40, 2],
        [44, 2],
      ]),
    );
  });

  test("a minute has one sample; a step has the longest queue and the average of the slots", async () => {
    const { queries } = database();
    expect(await lastSampleAt(queries)).toBeNull();
    const sample = { at: at("20:00:00"), queueAge: 5_000, pendingTracks: 2, slots: 4, busySlots: 4 };
    expect(await insertSample(queries, sample)).toBe(true);
    expect(await insertSample(queries, { ...sample, queueAge: 9 })).toBe(false);
    await insertSample(queries, { ...sample, at: at("20:01:00"), queueAge: 0, busySlots: 1 });
    expect(await lastSampleAt(queries)).toEqual(at("20:01:00"));
    const { steps } = await readSamples(queries, at("20:00:00"), at("21:00:00"), 600);
    expect(steps).toEqual([
      { at: at("20:00:00").getTime(), queueAge: 5_000, pendingTracks: 2, slots: 4, busySlots: 2.5 },
    ]);
    expect(await deleteOldSamples(queries, at("20:01:00"), 100)).toBeGreaterThanOrEqual(1);
    expect(await lastSampleAt(queries)).toEqual(at("20:01:00"));
  });

  test("a pipeline that ended is read with its attempts, and who launched it", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    const end = { state: "failed", from: at("22:00:00"), to: at("22:10:00") };
    const parent = await endedPipeline(database(), graph, end);
    const below = { ...graph, parentId: parent, parentNumber: 0, parentAttempt: 1 };
    const child = await endedPipeline(database(), below, { ...end, to: at("22:09:00") });
    // Other rows may have ended then, too.
    const endedBefore = async (to: Date) =>
      (await tracedPipelines(queries, { at: at("22:09:00"), id: 0 }, to, 100)).filter(
        ({ id }) => id === parent || id === child,
      );
    const rows = await endedBefore(at("22:10:00.001"));
    expect(
      rows.map(({ id, parentId, revision }) => [id, parentId, revision]),
      await storedAs(database(), child),
    ).toEqual([
      [child, parent, 1],
      [parent, null, 1],
    ]);
    expect(rows[0]?.parentLaunchedAt).toEqual(end.from);
    expect((await endedBefore(at("22:10:00"))).map(({ id }) => id)).toEqual([child]);
    expect(await tracedAttempts(queries, [parent], 10)).toEqual([]);
    expect(await tracedAttempts(queries, [], 10)).toEqual([]);
    expect([await attemptCounts(queries, [parent]), await attemptCounts(queries, [])]).toEqual([
      new Map(),
      new Map(),
    ]);
    const behind = await tracedPipelines(queries, { at: at("22:09:00"), id: child }, at("22:10:00.001"), 100);
    expect(behind.map(({ id }) => id)).not.toContain(child);
  });
});
