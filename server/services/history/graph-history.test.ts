import { expect, test } from "vitest";
import { MAX_HISTORY_RUNS } from "#contract/pipelines/graph-history.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { listPipelineSummaries } from "../pipelines/read/list-pipelines.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { graphHistory } from "./graph-history.ts";

const { database, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);

/** Ends the next tracks with these exit codes. */
async function settle(...codes: readonly number[]) {
  for (const code of codes) {
    const claimed = await runner.claim();
    if (claimed === null) throw new Error("There is nothing to claim.");
    await runner.settle(claimed, code);
  }
}

test("a history has the last pipelines with their tracks, and first the vertex that fails most", async () => {
  const graph = { name: "nightly", vertices: { A: { script: "a" }, B: { script: "b" } }, edges: ["A -> B"] };
  const first = await launch(graph);
  await settle(0, 1);
  const second = await launch(graph);
  await settle(1);
  await retryTrack(
    database,
    { id: second.id, vertex: "A", reason: "again", onlyFailed: false, downstream: false },
    "ann",
  );
  await settle(0, 1);
  const third = await launch(graph);

  const history = await graphHistory(database.queries, { name: "nightly", children: false });
  expect(history.runs.map(({ id, state }) => [id, state])).toEqual([
    [first.id, "failed"],
    [second.id, "failed"],
    [third.id, "running"],
  ]);
  expect(history.openFailures).toBe(2);
  const short = history.vertices.map(({ name, failed, flaky, cells }) => [
    ...[name, failed, flaky],
    ...cells.map((cell) => cell && `${cell.state} ${cell.attempts}${cell.isFlaky ? " flaky" : ""}`),
  ]);
  expect(short).toEqual([
    ["B", 2, 0, "failed 1", "failed 1", "waiting 0"],
    ["A", 0, 1, "succeeded 1", "succeeded 2 flaky", "pending 0"],
  ]);
});

test("a graph that never ran has an empty history, and one that is not there is refused", async () => {
  await launch({ name: "other", vertices: { A: { script: "a" } } });
  const none = await graphHistory(database.queries, { name: "other", children: false });
  expect(none.runs).toHaveLength(1);
  await expect(graphHistory(database.queries, { name: "no-such", children: false })).rejects.toThrow(
    /no graph/,
  );
});

test("pipelines that run items of one vertex take no place from those that ran the graph, however many there are", async () => {
  const item = {
    script: "echo {i}",
    foreach: { items: '["a"]' },
    inputs: { i: { type: "string", from: "item" } },
  };
  const names = Array.from({ length: MAX_HISTORY_RUNS + 1 }, (_, place) => `each-${place}`);
  const run = await launch({
    name: "wide",
    vertices: Object.fromEntries(names.map((name) => [name, item])),
  });
  await reconcileChildPipelines(database);
  const listed = await listPipelineSummaries(database.queries, { graph: "wide", children: true, limit: 100 });
  expect(listed.pipelines).toHaveLength(names.length + 1);
  const history = await graphHistory(database.queries, { name: "wide", children: true });
  expect(history.runs.map(({ id }) => id)).toEqual([run.id]);
});
