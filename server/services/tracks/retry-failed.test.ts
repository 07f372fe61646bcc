import { expect, test } from "vitest";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { listTracks } from "#services/pipelines/read/list-tracks.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { undoChildPipelines } from "../background/undo-child-pipelines.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { foreseeAct } from "../pipelines/foresee.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { retryFailed } from "./retry-failed.ts";

const { database, seal } = await startTestSystem();
const { queries } = database;
const x = { script: "x" };
const after = ["good -> bad", "bad -> last"];
await seal({ name: "leaf", vertices: { good: x, bad: x, last: x }, edges: after });
await seal({ name: "middle", vertices: { Q: { kind: "graph", graph: "leaf@1" }, fine: x } });
const runner = await StandInRunner.register(database);

let graphs = 0;
async function launch(vertices: object, more: object = {}): Promise<number> {
  graphs += 1;
  const graph = `g${graphs}`;
  await seal({ name: graph, vertices, ...more });
  return (await launchPipeline(database, { graph, revision: 1, params: {}, inputs: {} }, "ann")).id;
}
/** Carries out all that can be, at every level, as if the vertices that are named failed. */
async function carryOn(exits: Readonly<Record<string, number>> = {}): Promise<void> {
  for (let level = 0; level < 4; level += 1) {
    await reconcileChildPipelines(database);
    await runner.executeAll(exits);
  }
  await reconcileChildPipelines(database);
}
async function trackOf(id: number, vertex: string) {
  const track = (await showPipeline(queries, id)).tracks.find((each) => each.vertex === vertex);
  if (track === undefined) throw new Error(`Pipeline ${id} has no ${vertex}.`);
  return track;
}
const childOf = async (id: number, vertex: string) => (await trackOf(id, vertex)).child?.id ?? 0;
const stateOf = async (id: number) => (await showPipeline(queries, id)).pipeline.state;
const attemptsIn = async (id: number) => {
  const asked = { states: [], text: "", after: null, skip: 0, limit: 20, withChanges: false, at: null };
  const { tracks } = await listTracks(queries, id, asked);
  return Object.fromEntries(tracks.map(({ vertex, attempt }) => [vertex, attempt]));
};
const retry = (id: number) => retryFailed(database, { id, reason: "mended" }, "ann");
const foresee = (id: number) => foreseeAct(queries, { id, act: "retry-failed" });
const named = (...names: string[]) => ({ count: names.length, names });

test("of a vertex that runs for each item only the items run again that failed, and those that were never started", async () => {
  const foreach = { items: '["a", "b", "c", "d", "e"]', batch: 3, maxFailures: 0 };
  const id = await launch({ A: { ...x, foreach }, B: x }, { edges: ["A -> B"] });
  await carryOn({ b: 1 });
  const child = await childOf(id, "A");
  expect(await stateOf(id)).toBe("failed");
  expect(await attemptsIn(child)).toEqual({ a: 1, b: 1, c: 0, d: 0, e: 0 });
  expect(await foresee(id)).toMatchObject({
    refused: null,
    begins: named(),
    anew: named(),
    inside: [{ path: "A", isItems: true, runs: named("b", "c", "d", "e"), of: 5 }],
    follows: named("B"),
    pipeline: { before: "failed", after: "running" },
  });
  const ofOne = (act: "retry" | "retry-inside") => foreseeAct(queries, { id, act, vertex: "A" });
  const lastChildren = [{ vertex: "A", isItems: true, of: 5, succeeded: 1, failed: 1, canGoOn: true }];
  expect(await ofOne("retry")).toMatchObject({
    begins: named("A"),
    anew: named("A"),
    inside: [],
    lastChildren,
  });
  expect(await ofOne("retry-inside")).toMatchObject({ anew: named(), inside: [{ path: "A", of: 5 }] });
  const inside = [{ vertex: "A", isItems: true, count: 1 }];
  expect(await retry(id)).toEqual({ retried: ["A"], inside, refused: [] });
  expect(await trackOf(id, "A")).toMatchObject({
    ...{ state: "sleeping", sleep: "child", attempt: 1, child: { id: child } },
    ...{ decidedBy: "ann", decidedWhy: "mended" },
  });
  await carryOn();
  expect(await stateOf(id)).toBe("succeeded");
  expect(await attemptsIn(child)).toEqual({ a: 1, b: 2, c: 1, d: 1, e: 1 });
});

test("in child graphs what failed runs again through all levels, and the pipelines above wait for it at once", async () => {
  const id = await launch({ P: { kind: "graph", graph: "middle@1" }, other: x }, { onFailure: "continue" });
  await carryOn({ bad: 1, other: 1 });
  const middle = await childOf(id, "P");
  const leaf = await childOf(middle, "Q");
  expect(await foresee(id)).toMatchObject({
    begins: named("other"),
    inside: [
      { path: "P", isItems: false, runs: named("Q"), of: 2 },
      { path: "P / Q", isItems: false, runs: named("bad", "last"), of: 3 },
    ],
  });
  const inside = [{ vertex: "P", isItems: false, count: 1 }];
  expect(await retry(id)).toEqual({ retried: ["P", "other"], inside, refused: [] });
  expect(await Promise.all([id, middle, leaf].map(stateOf))).toEqual(["running", "running", "running"]);
  await expect(retry(id)).rejects.toThrow("Nothing in the pipeline has failed.");
  await carryOn();
  expect(await stateOf(id)).toBe("succeeded");
  expect(await attemptsIn(middle)).toEqual({ Q: 1, fine: 1 });
  expect(await attemptsIn(leaf)).toEqual({ good: 1, bad: 2, last: 1 });
});

test("of two people who retry at once one is told that nothing has failed, and no item runs twice", async () => {
  const id = await launch({ A: { ...x, foreach: { items: '["a", "b"]' } } });
  await carryOn({ b: 1 });
  const child = await childOf(id, "A");
  const results = await Promise.allSettled([retry(id), retry(id)]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await carryOn();
  expect(await attemptsIn(child)).toEqual({ a: 1, b: 2 });
});

test("where the child was cancelled or rolled back, or none was launched, the track is retried as a whole", async () => {
  const undoable = { good: { ...x, revert: "x" }, bad: x };
  await seal({ name: "undoable", vertices: undoable, edges: ["good -> bad"] });
  await seal({ name: "asks", params: { n: { type: "integer" } }, vertices: { bad: x } });
  const id = await launch(
    {
      C: { kind: "graph", graph: "leaf@1" },
      R: { kind: "graph", graph: "undoable@1" },
      N: { kind: "graph", graph: "asks@1", inputs: { n: { type: "string", default: "many" } } },
    },
    { onFailure: "continue" },
  );
  await reconcileChildPipelines(database);
  await cancelPipeline(database, { id: await childOf(id, "C"), kill: true }, "ann");
  await carryOn({ bad: 1 });
  const before = await Promise.all(["C", "R"].map((vertex) => childOf(id, vertex)));
  await undoPipeline(database, { id: before[1] ?? 0, reason: "wrong" }, "ann");
  await undoChildPipelines(database);
  await carryOn();
  expect(await Promise.all(before.map(stateOf))).toEqual(["cancelled", "reverted"]);
  expect(await foresee(id)).toMatchObject({ anew: named("C", "R", "N"), inside: [] });
  const ofOne = await foreseeAct(queries, { id, act: "retry", vertex: "C" });
  const last = { vertex: "C", isItems: false, of: 3, succeeded: 0, failed: 0, canGoOn: false };
  expect(ofOne.lastChildren).toEqual([last]);
  expect(await retry(id)).toEqual({ retried: ["C", "R", "N"], inside: [], refused: [] });
  await carryOn();
  for (const vertex of ["C", "R"])
    expect(await trackOf(id, vertex)).toMatchObject({ state: "succeeded", attempt: 2 });
  expect(await childOf(id, "C")).not.toBe(before[0]);
});

test("while a lock of the track or the place of its child's graph is taken, nothing of it is run again, and it is said", async () => {
  const A = { kind: "graph", graph: "leaf@1", locks: ["box"] };
  await seal({
    name: "one",
    vertices: { good: x, bad: x },
    limits: { pipelines: 1 },
    edges: ["good -> bad"],
  });
  const first = await launch({ A, B: x }, { onFailure: "continue" });
  const second = await launch({ P: { kind: "graph", graph: "one@1" }, B: x }, { onFailure: "continue" });
  await carryOn({ bad: 1, B: 1 });
  const holder = await launch({ H: { kind: "graph", graph: "one@1", locks: ["box"] } });
  await reconcileChildPipelines(database);
  const lock = expect.stringMatching(/^The lock box, .* is taken by another track/);
  const limit = expect.stringMatching(/^The graph's limit of 1 running pipeline is reached/);
  expect(await foresee(first)).toMatchObject({ begins: named("B"), left: named("A"), inside: [] });
  expect(await retry(first)).toEqual({ retried: ["B"], inside: [], refused: [{ vertex: "A", why: lock }] });
  expect(await retry(second)).toEqual({ retried: ["B"], inside: [], refused: [{ vertex: "P", why: limit }] });
  await carryOn();
  expect(await stateOf(holder)).toBe("succeeded");
  const children = [await childOf(first, "A"), await childOf(second, "P")] as const;
  for (const id of [first, second]) expect((await retry(id)).inside).toHaveLength(1);
  await carryOn();
  expect(await Promise.all([first, second].map(stateOf))).toEqual(["succeeded", "succeeded"]);
  expect(await attemptsIn(children[0])).toEqual({ good: 1, bad: 2, last: 1 });
  expect(await attemptsIn(children[1])).toEqual({ good: 1, bad: 2 });
});

test("of a child pipeline in another folder a retry and its preview tell only how many tracks run", async () => {
  for (const name of ["own", "foreign"]) await createFolder(database, { folder: "", name }, COMMAND_LINE);
  await seal({ name: "hidden", vertices: { bad: x, secretly: x } });
  const id = await launch({ P: { kind: "graph", graph: "hidden@1" } });
  await moveGraph(database, { name: `g${graphs}`, folder: "own" }, COMMAND_LINE);
  await moveGraph(database, { name: "hidden", folder: "foreign" }, COMMAND_LINE);
  await carryOn({ secretly: 1 });
  const said = await foresee(id);
  expect(said.inside).toEqual([{ path: "P", isItems: false, runs: { count: 1, names: [] }, of: 2 }]);
  const done = await retry(id);
  expect(done).toMatchObject({ retried: ["P"], inside: [{ vertex: "P", count: 1 }] });
  expect(JSON.stringify([said, done, await showPipeline(queries, id)])).not.toContain("secretly");
  await carryOn();
  expect(await stateOf(id)).toBe("succeeded");
});
