import { expect, test } from "vitest";
import { tracksInHistory, verticesInHistory } from "../pipelines/history-rows.ts";
import { makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("vertices of several pipelines are counted by name, those that fail most first", async () => {
    const { queries, pool } = database();
    const graph = await makeGraph(database());
    const specs = ["{}", "{}", '{"poll":{"every":"1s"}}'];
    for (const [number, spec] of specs.entries())
      await pool.query(
        "insert into vertex (revision_id, number, name, spec, digest) values (?, ?, ?, ?, '')",
        [...[graph.revisionId, number, `v${number}`, spec]],
      );
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
});
