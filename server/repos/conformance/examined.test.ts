import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { childrenOfTracks } from "../pipelines/children/child-pipeline-rows.ts";
import { pipelinesBelow } from "../pipelines/children/pipelines-below-rows.ts";
import { namesOf } from "../pipelines/pipeline-rows.ts";
import { unreadableValues } from "../pipelines/unreadable-value-rows.ts";
import { makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("an examination reads the names of a pipeline, the children of its tracks, and values that cannot be read", async () => {
    const { queries } = database();
    const id = await makePipeline(database());
    await makeTracks(database(), id, [{ state: "failed", attempt: 1, outputs: { n: 1 } }]);
    expect(await namesOf(queries, id)).toMatchObject({ vertices: expect.any(Array) });
    expect((await namesOf(queries, id)).name).not.toBe("");
    const child = await makePipeline(database(), { parentId: id, parentNumber: 0, parentAttempt: 1 });
    await makeTracks(database(), child, [{ state: "revert_failed", attempt: 1 }]);
    expect(await childrenOfTracks(queries, id)).toEqual([
      {
        id: child,
        number: 0,
        attempt: 1,
        state: "running",
        isReopened: false,
        isUndoBroken: true,
        isParentPaused: false,
      },
    ]);
    expect(await unreadableValues(queries, id)).toEqual([]);
    await queries.execute(sql`update track set outputs = '{"n":01}' where pipeline_id = ${id}`);
    expect(await unreadableValues(queries, id)).toEqual([
      { place: "track, outputs", number: 0, problem: expect.stringMatching(/cannot be read/) },
    ]);
    await queries.execute(sql`update track set outputs = null where pipeline_id = ${id}`);
  });

  test("the first pipelines below some are found, of folders that may be read", async () => {
    const { queries } = database();
    const id = await makePipeline(database());
    const below = { parentId: id, parentNumber: 0 };
    const [first, second] = [
      await makePipeline(database(), { ...below, parentAttempt: 1 }),
      await makePipeline(database(), { ...below, parentAttempt: 2 }),
    ];
    const rows = await pipelinesBelow(queries, [id, 999_999], "all", 9);
    expect(rows).toMatchObject([
      { id: first, ...below, parentAttempt: 1, hasItems: false, state: "running" },
      { id: second, parentAttempt: 2 },
    ]);
    expect(await pipelinesBelow(queries, [id], "all", 1)).toEqual(rows.slice(0, 1));
    expect(await pipelinesBelow(queries, [], "all", 9)).toEqual([]);
    expect(await pipelinesBelow(queries, [id], [], 9)).toEqual([]);
  });
});
