import { expect, test } from "vitest";
import { ChangeReader } from "#services/watch/change-reader.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "./force-track.ts";
import { retryFailed } from "./retry-failed.ts";

const { database, launch } = await startTestSystem();

test("what a person decided stays visible, changes no duration, and an undo keeps who and why", async () => {
  const runner = await StandInRunner.register(database);
  const run = await launch(
    "signalbox: 1\nname: decided\nonFailure: continue\nvertices:\n  a: { script: a, revert: u }\n  b: { script: b }\n  c: { script: c }\nedges: [a -> b]\n",
  );
  await runner.executeAll({ a: 1, b: 1, c: 1 });
  const before = await showPipeline(database.queries, run.id);
  expect(before.pipeline).toMatchObject({ state: "failed", overrides: 0, remarks: "" });
  const decide = (vertex: string, to: "succeeded" | "skipped") =>
    forceTrack(database, { id: run.id, vertex, to, reason: "seen" }, "ann 100%_");
  await decide("a", "succeeded");
  await runner.executeAll();
  await decide("c", "skipped");
  const after = await showPipeline(database.queries, run.id);
  expect(after.pipeline).toMatchObject({ state: "succeeded", overrides: 2, remarks: "2 overrides" });
  for (const number of [0, 2]) {
    const { startedAt, finishedAt } = after.tracks[number] ?? {};
    expect({ startedAt, finishedAt }).toEqual({
      startedAt: before.tracks[number]?.startedAt,
      finishedAt: before.tracks[number]?.finishedAt,
    });
  }
  const reader = await ChangeReader.open(database.queries, run.id);
  expect((await reader.read({ after: 0 }))?.pipeline).toEqual(after.pipeline);

  await undoPipeline(database, { id: run.id, reason: "wrong host" }, "bob");
  await runner.executeAll();
  const undone = await showPipeline(database.queries, run.id);
  expect(undone.pipeline.reason).toBe("rolled back by bob: wrong host; not undone: b has no undo script");
  expect(undone.tracks[2]?.finishedAt).toEqual(before.tracks[2]?.finishedAt);
});

test("everything that failed is retried in one act, and each track keeps who and why", async () => {
  const runner = await StandInRunner.register(database);
  const run = await launch(
    "signalbox: 1\nname: to-retry\nonFailure: continue\nvertices:\n  a: { script: a }\n  b: { script: b }\n  c: { script: c }\nedges: [a -> c, b -> c]\n",
  );
  await runner.executeAll({ a: 1, b: 1 });
  const again = { id: run.id, reason: "room" };
  expect(await retryFailed(database, again, "ann")).toEqual({ retried: ["a", "b"], refused: [] });
  await runner.executeAll();
  const { pipeline, tracks } = await showPipeline(database.queries, run.id);
  expect(pipeline.state).toBe("succeeded");
  expect(tracks).toMatchObject([
    { attempt: 2, decidedBy: "ann", decidedWhy: "room" },
    { attempt: 2, decidedBy: "ann", decidedWhy: "room" },
    { attempt: 1, decidedBy: null },
  ]);
  await expect(retryFailed(database, again, "ann")).rejects.toThrow("Nothing in the pipeline has failed.");
});
