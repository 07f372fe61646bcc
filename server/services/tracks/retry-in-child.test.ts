import { expect, test } from "vitest";
import { inTransaction, transact } from "#platform/database/db.ts";
import { lockPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { foreseeAct } from "../pipelines/foresee.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "./force-track.ts";
import { retryFailed } from "./retry-failed.ts";
import { retryTrack } from "./retry-track.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const half = { done: { script: "x", revert: "x" }, bad: { script: "x" } };
await seal({ name: "half", vertices: half, edges: ["done -> bad"] });
const P = { kind: "graph", graph: "half@1" };
await seal({ name: "halves", vertices: { P } });
await seal({ name: "halves-of-halves", vertices: { P: { kind: "graph", graph: "halves@1" } } });
await seal({ name: "halves-and-other", vertices: { P, other: { script: "x" } } });
const runner = await StandInRunner.register(database);

const launched = async (graph = "halves") =>
  (await launchPipeline(database, { graph, revision: 1, params: {}, inputs: {} }, "ann")).id;
const trackOf = async (id: number, vertex = "P") => {
  const track = (await showPipeline(queries, id)).tracks.find((each) => each.vertex === vertex);
  if (track === undefined) throw new Error(`Pipeline ${id} has no ${vertex}.`);
  return track;
};
const childOf = async (id: number) => (await trackOf(id)).child?.id ?? 0;
/** A pipeline of which P failed with its child. */
async function failed(graph = "halves"): Promise<number> {
  const id = await launched(graph);
  for (let level = 0; level < 2; level += 1) await reconcileChildPipelines(database);
  await runner.executeAll({ bad: 1 });
  for (let level = 0; level < 2; level += 1) await reconcileChildPipelines(database);
  expect((await showPipeline(queries, id)).pipeline.state).toBe("failed");
  return id;
}
const retryAll = (id: number) =>
  retryFailed(database, { id, reason: "bulk" }, "ann").then(
    ({ retried }) => retried.join(),
    (error) => error.refusal?.text as string,
  );
const foreseen = async (id: number) => (await foreseeAct(queries, { id, act: "retry-failed" })).refused;
/** Ends all that is open, so that each test begins with nothing to claim. */
async function finish(): Promise<void> {
  await reconcileChildPipelines(database);
  await runner.executeAll();
  await reconcileChildPipelines(database);
}

test("a retry of what failed in a child pipeline tells its parent at once, and acts on no other pipeline", async () => {
  const id = await failed();
  const child = await childOf(id);
  const [locked, other] = [await launched(), await launched()];
  await transact(database, async (tx) => {
    await lockPipeline(tx, locked);
    await transact(database, (own) =>
      retryTrack(inTransaction(database, own), { id, vertex: "P", onlyFailed: true, reason: "again" }, "ann"),
    );
  });
  expect(await trackOf(id)).toMatchObject({ state: "sleeping", sleep: "child", attempt: 1 });
  expect((await showPipeline(queries, id)).pipeline.state).toBe("running");
  expect(await trackOf(child, "bad")).toMatchObject({
    state: "pending",
    decidedBy: "ann",
    decidedWhy: "again",
  });
  expect([await childOf(locked), await childOf(other)]).toEqual([0, 0]);
  await finish();
  expect(await trackOf(id)).toMatchObject({ state: "succeeded", attempt: 1, child: { id: child } });
});

test("an earlier child pipeline is not retried beside the present one, and the preview says why", async () => {
  const id = await failed();
  const first = await childOf(id);
  await retryTrack(database, { id, vertex: "P", reason: "anew" }, "ann");
  await reconcileChildPipelines(database);
  const second = await childOf(id);
  const why = `P of pipeline ${id} has launched pipeline ${second} since: retry there.`;
  expect([await foreseen(first), await retryAll(first)]).toEqual([why, why]);
  const rerun = { id: first, vertex: "bad", downstream: true, reason: "anew" };
  await expect(retryTrack(database, rerun, "ann")).rejects.toThrow(why);
  const claimed = await runner.claim();
  expect([claimed?.pipelineId, await runner.claim()]).toEqual([second, null]);
  if (claimed !== null) await runner.settle(claimed, 0);
  await finish();
  // Nothing runs again by an undo, so that stays possible.
  await undoPipeline(database, { id: first, reason: "clean" }, "ann");
  await finish();
  expect((await showPipeline(queries, first)).pipeline.state).toBe("reverted");
});

test("nothing is retried in a pipeline that is far below an earlier child", async () => {
  const id = await failed("halves-of-halves");
  const middle = await childOf(id);
  const inner = await childOf(middle);
  await retryTrack(database, { id, vertex: "P", reason: "anew" }, "ann");
  await reconcileChildPipelines(database);
  const why = `P of pipeline ${id} has launched pipeline ${await childOf(id)} since: retry there.`;
  expect([await foreseen(inner), await retryAll(inner)]).toEqual([why, why]);
  const taken = retryTrack(database, { id: middle, vertex: "P", onlyFailed: true, reason: "x" }, "ann");
  await expect(taken).rejects.toThrow(why);
  await finish();
  await finish();
});

test("nothing is retried in a child pipeline of one that was cancelled, or of a track that a person decided", async () => {
  const id = await launched("halves-and-other");
  await reconcileChildPipelines(database);
  const claimed = [await runner.claim(), await runner.claim()];
  const of = (vertex: string) => claimed.find((each) => each?.vertex === vertex) ?? null;
  const [done, other] = [of("done"), of("other")];
  if (done === null || other === null) throw new Error("Both must have begun.");
  await runner.settle(done, 0);
  const bad = await runner.claim();
  if (bad !== null) await runner.settle(bad, 1);
  await reconcileChildPipelines(database);
  await cancelPipeline(database, { id, kill: false }, "ann");
  await runner.settle(other, 0);
  const child = await childOf(id);
  const why = `Pipeline ${id}, for which pipeline ${child} ran, was cancelled.`;
  expect([await foreseen(child), await retryAll(child)]).toEqual([why, why]);
  const decided = await failed();
  await forceTrack(database, { id: decided, vertex: "P", to: "skipped", reason: "not today" }, "ann");
  const skipped = await childOf(decided);
  const told = `P of pipeline ${decided} is skipped: it does not wait for pipeline ${skipped}.`;
  expect([await foreseen(skipped), await retryAll(skipped)]).toEqual([told, told]);
  expect(await runner.claim()).toBeNull();
});

test("of a track whose child pipeline was just retried nothing else is begun, though it was not told yet", async () => {
  const id = await failed();
  const child = await childOf(id);
  expect(await retryAll(child)).toBe("bad");
  const why = `P waits for pipeline ${child}, which runs again.`;
  expect([await foreseen(id), await retryAll(id)]).toEqual([why, why]);
  for (const downstream of [false, true]) {
    const again = retryTrack(database, { id, vertex: "P", downstream, reason: "anew" }, "ann");
    await expect(again).rejects.toThrow(why);
  }
  await finish();
  expect(await trackOf(id)).toMatchObject({ state: "succeeded", attempt: 1, child: { id: child } });
});
