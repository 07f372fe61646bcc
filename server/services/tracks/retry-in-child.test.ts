import { expect, test } from "vitest";
import { inTransaction, transact } from "#platform/database/db.ts";
import { lockPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { retryTrack } from "./retry-track.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
await seal({ name: "half", vertices: { bad: { script: "x" } } });
await seal({ name: "halves", vertices: { P: { kind: "graph", graph: "half@1" } } });
const runner = await StandInRunner.register(database);

const launched = async () =>
  (await launchPipeline(database, { graph: "halves", revision: 1, params: {}, inputs: {} }, "ann")).id;
const trackOf = async (id: number, vertex = "P") => {
  const track = (await showPipeline(queries, id)).tracks.find((each) => each.vertex === vertex);
  if (track === undefined) throw new Error(`Pipeline ${id} has no ${vertex}.`);
  return track;
};
const childOf = async (id: number) => (await trackOf(id)).child?.id ?? 0;
/** A pipeline of which P failed with its child. */
async function failed(): Promise<number> {
  const id = await launched();
  await reconcileChildPipelines(database);
  await runner.executeAll({ bad: 1 });
  await reconcileChildPipelines(database);
  expect((await showPipeline(queries, id)).pipeline.state).toBe("failed");
  return id;
}
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
