import { expect, test } from "vitest";
import { launchedAs, trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { reconcileChildPipelines } from "./reconcile-child-pipelines.ts";

const { database, seal } = await startTestSystem();

test("the long name of a child is cut before a character that does not fit, and not within it", async () => {
  await seal("signalbox: 1\nname: short\nvertices: { A: { script: 'true' } }\n");
  await seal("signalbox: 1\nname: named\nvertices: { 𠮷: { kind: graph, graph: short@1 } }\n");
  const name = "x".repeat(196);
  const asked = { graph: "named", revision: 1, name, params: {}, inputs: {} };
  const run = launchedAs(database, (await launchPipeline(database, asked, "ann")).id);
  await reconcileChildPipelines(database);
  const { child } = trackIn(await run.now(), "𠮷");
  const { pipeline } = await showPipeline(database.queries, child?.id ?? 0);
  expect(pipeline.name).toBe(`${name} / `);
});
