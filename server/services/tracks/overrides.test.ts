import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { ChangeReader } from "#services/watch/change-reader.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { loseIn } from "../attempts/lose-track.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "./force-track.ts";
import { retryFailed } from "./retry-failed.ts";
import { retryTrack } from "./retry-track.ts";
import { setValues } from "./set-values.ts";

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
  expect(after.tracks.map(({ override }) => override)).toEqual([
    "marked as succeeded by ann 100%_: seen",
    null,
    "skipped by ann 100%_: seen",
  ]);
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
  expect(await retryFailed(database, again, "ann")).toEqual({ retried: ["a", "b"], inside: [], refused: [] });
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

test("values that a person sets after the launch are an override, once a track, until a retry takes them away", async () => {
  const runner = await StandInRunner.register(database);
  const text = "inputs: { n: { type: integer, default: 1 } }, script: 'echo {n}'";
  const run = await launch(
    `signalbox: 1\nname: edited\nvertices:\n  a: { script: a }\n  b: { ${text} }\n  c: { ${text} }\nedges: [a -> b, a -> c]\n`,
  );
  const again = (inputs: Record<string, unknown>) =>
    retryTrack(
      database,
      { id: run.id, vertex: "b", inputs, reason: "x", onlyFailed: false, downstream: false },
      "bob",
    );
  await setValues(database, { id: run.id, vertex: "b", inputs: { n: 2 }, reason: "other" }, "ann");
  await setValues(database, { id: run.id, vertex: "b", inputs: { n: 3 }, reason: "other" }, "ann");
  await runner.executeAll({ b: 1 });
  const reader = await ChangeReader.open(database.queries, run.id);
  expect((await showPipeline(database.queries, run.id)).pipeline.overrides).toBe(1);
  const read = await reader.read({ after: 0 });
  expect(read?.pipeline?.overrides).toBe(1);
  expect(read?.tracks.map(({ override }) => override)).toEqual([null, "values set by ann: other", null]);
  await again({});
  await runner.executeAll({ b: 1 });
  expect((await showPipeline(database.queries, run.id)).pipeline.overrides).toBe(0);
  await again({ n: 4 });
  await runner.executeAll();
  const ended = await showPipeline(database.queries, run.id);
  expect(ended.tracks.map(({ override }) => override)).toEqual([null, "values set by bob: x", null]);
  expect(ended.pipeline).toMatchObject({ state: "succeeded", overrides: 1, remarks: "1 override" });
  expect((await reader.read({ after: 0 }))?.pipeline).toEqual(ended.pipeline);
});

test("a lost track took until it was lost; where that is not known, it ends when a person decides", async () => {
  const runner = await StandInRunner.register(database);
  const run = await launch(
    "signalbox: 1\nname: to-lose\nvertices:\n  a: { script: a }\n  b: { script: b }\n",
  );
  const lose = (number: number) =>
    changePipeline(database, run.id, "sweep", async (session) => {
      await session.load("all");
      await loseIn(session, number, "its runner is gone", "sweep");
    });
  await runner.claim();
  await runner.claim();
  await lose(0);
  await lose(1);
  // As a version before wrote it.
  await database.queries.execute(
    sql`update track set finished_at = null where pipeline_id = ${run.id} and number = 1`,
  );
  const lost = await showPipeline(database.queries, run.id);
  for (const vertex of ["a", "b"])
    await forceTrack(database, { id: run.id, vertex, to: "succeeded", reason: "seen" }, "ann");
  const { tracks } = await showPipeline(database.queries, run.id);
  expect(tracks[0]?.finishedAt).toEqual(lost.tracks[0]?.finishedAt);
  expect(tracks[1]?.finishedAt?.getTime()).toBeGreaterThanOrEqual(lost.tracks[1]?.startedAt?.getTime() ?? 0);
});
