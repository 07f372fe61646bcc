import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { childrenToUndo, failedTracksOf, tracksToUndoInside } from "../pipelines/children/child-undo-rows.ts";
import { HARD_TEXT, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const MANY = 1_000;

onEachServer((database) => {
  test("a track is found whose child pipelines are to be undone, once none of them is open", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database(), { state: "reverting" });
    await makeTracks(database(), pipelineId, [
      { state: "reverting", sleep: "child" },
      { state: "reverting" },
    ]);
    const parent = { pipelineId, number: 0 };
    const child = async (parentAttempt: number, state: "running" | "failed" | "reverted") => {
      const id = await makePipeline(database(), { parentId: pipelineId, parentNumber: 0, parentAttempt });
      const ended = { state, openTracks: 0, finishedAt: new Date() };
      if (state !== "running") await queries.update(pipeline).set(ended).where(eq(pipeline.id, id));
      return id;
    };
    const first = await child(1, "failed");
    await child(2, "reverted");
    const third = await child(3, "failed");
    expect(await tracksToUndoInside(queries, MANY)).toContainEqual(parent);
    expect(await tracksToUndoInside(queries, MANY)).not.toContainEqual({ pipelineId, number: 1 });
    expect(await childrenToUndo(queries, parent)).toEqual([
      { id: third, state: "failed" },
      { id: first, state: "failed" },
    ]);
    await child(4, "running");
    expect(await tracksToUndoInside(queries, MANY)).not.toContainEqual(parent);
  });

  test("a failed track is found with its reason and its last line, also while it is undone", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const [, second = -1, third = -1] = await makeTracks(database(), pipelineId, [
      { state: "succeeded" },
      { state: "failed", failure: { reason: HARD_TEXT, lastLine: null } },
      { state: "reverting", failure: { reason: HARD_TEXT, lastLine: HARD_TEXT } },
    ]);
    expect(await failedTracksOf(queries, pipelineId)).toEqual([
      { id: second, number: 1, reason: HARD_TEXT, lastLine: null },
      { id: third, number: 2, reason: HARD_TEXT, lastLine: HARD_TEXT },
    ]);
    expect(await failedTracksOf(queries, pipelineId, 1)).toMatchObject([{ id: second }]);
  });
});
