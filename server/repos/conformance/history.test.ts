import { expect, test } from "vitest";
import { BREAK_LIFTED, BREAK_SET } from "#engine/past/past-run.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { eventInserts } from "../pipelines/events/event-rows.ts";
import { tracksInHistory, verticesInHistory } from "../pipelines/history/history-rows.ts";
import { breaksOf, givenOf, skippedAtLaunchOf } from "../tracks/given-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

/** A graph whose vertices `v0`, `v1` … have these specs. */
async function makeVertices(database: Database, specs: readonly string[]) {
  const graph = await makeGraph(database);
  for (const [number, spec] of specs.entries())
    await database.pool.query(
      "insert into vertex (revision_id, number, name, spec, digest) values (?, ?, ?, ?, '')",
      [...[graph.revisionId, number, `v${number}`, spec]],
    );
  return graph;
}

onEachServer((database) => {
  test("vertices of several pipelines are counted by name, those that fail most first", async () => {
    const { queries } = database();
    const graph = await makeVertices(database(), ["{}", "{}", '{"poll":{"every":"1s"}}']);
    const ids = [await makePipeline(database(), graph), await makePipeline(database(), graph)];
    const at = new Date("2026-01-01T00:00:01.500Z");
    for (const id of ids)
      await makeTracks(database(), id, [
        { state: "succeeded", attempt: 2, startedAt: at, finishedAt: at },
        { state: "failed", attempt: 1 },
        { state: "succeeded", attempt: 9 },
      ]);
    expect(await verticesInHistory(queries, ids, 10)).toEqual([
      { name: "v1", failed: 2, flaky: 0 },
      { name: "v0", failed: 0, flaky: 2 },
      { name: "v2", failed: 0, flaky: 0 },
    ]);
    expect(await verticesInHistory(queries, ids, 1)).toHaveLength(1);
    expect(await verticesInHistory(queries, [], 1)).toEqual([]);
    expect(await tracksInHistory(queries, ids.slice(0, 1), ["v0"])).toEqual([
      {
        pipelineId: ids[0],
        name: "v0",
        state: "succeeded",
        attempt: 2,
        isFlaky: true,
        startedAt: at,
        finishedAt: at,
      },
    ]);
    expect(await tracksInHistory(queries, ids, [])).toEqual([]);
  });

  test("what a launch gave is read by the names of vertices, without those for which it gave nothing", async () => {
    const graph = await makeVertices(database(), ["{}", "{}", "{}"]);
    const id = await makePipeline(database(), graph);
    const first = { text: HARD_TEXT };
    await makeTracks(database(), id, [
      { given: first },
      { isSkippedAtLaunch: true, next: [2] },
      { given: { n: 2 } },
    ]);
    expect(await skippedAtLaunchOf(database().queries, id)).toEqual([{ number: 1, next: [2] }]);
    expect(await givenOf(database().queries, id)).toEqual([
      { vertex: "v0", given: first },
      { vertex: "v2", given: { n: 2 } },
    ]);
  });

  test("where a pipeline stops is known also after a person let it go on there", async () => {
    const id = await makePipeline(database());
    await makeTracks(database(), id, [{}, { isBreak: true }, {}, {}]);
    const of = (n: number, number: number, reason: string) => {
      const row = { pipelineId: id, rev: 2, n, kind: "track" as const, number, attempt: 0, actor: "ann" };
      return { ...row, fromState: "waiting", toState: "waiting", reason };
    };
    const rows = [
      of(1, 3, BREAK_SET),
      of(2, 3, BREAK_LIFTED),
      of(3, 0, BREAK_LIFTED),
      of(4, 2, "values set"),
    ];
    await transact(database(), (tx) => writeTogether(tx, eventInserts(rows)));
    expect(await breaksOf(database().queries, id)).toEqual([0, 1, 3]);
  });
});
