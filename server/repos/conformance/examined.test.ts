import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { childrenOfTracks } from "../pipelines/children/child-pipeline-rows.ts";
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
});
