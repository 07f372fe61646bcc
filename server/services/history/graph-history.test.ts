import { expect, test } from "vitest";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
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
