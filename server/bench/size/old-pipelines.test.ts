import { expect, test } from "vitest";
import { listPipelineSummaries } from "#services/pipelines/read/list-pipelines.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { copyPipeline } from "./old-pipelines.ts";

const { database, launch, startRunner } = await startTestSystem();

test("an ended pipeline is copied as often as asked, with its tracks, attempts and events", async () => {
  await startRunner({ SIGNALBOX_RUNNER: "r1" });
  const run = await launch({
    name: "old",
    vertices: { a: { script: "true" }, b: { script: "true" } },
    edges: [{ tail: "a", head: "b" }],
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await copyPipeline(database, run.id, 5);
  const { pipelines } = await listPipelineSummaries(database.queries, { limit: 50 });
  expect(pipelines.map(({ id, state }) => [id - run.id, state])).toEqual(
    [5, 4, 3, 2, 1, 0].map((behind) => [behind, "succeeded"]),
  );
  const { tracks } = await showPipeline(database.queries, run.id + 5);
  expect(tracks.map(({ vertex, state, attempt }) => [vertex, state, attempt])).toEqual([
    ["a", "succeeded", 1],
    ["b", "succeeded", 1],
  ]);
});
