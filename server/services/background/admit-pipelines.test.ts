import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { admitPipelines } from "./admit-pipelines.ts";

const { database, launch } = await startTestSystem();

/** A graph of which one pipeline may run at a time. */
const graph = (name: string) => ({ name, limits: { pipelines: 1 }, vertices: { A: { script: "true" } } });

test("a graph with a free place is found behind any number of graphs whose places are taken", async () => {
  const full = [];
  for (const name of ["full-1", "full-2"]) {
    await launch(graph(name));
    full.push(await launch(graph(name)));
  }
  const first = await launch(graph("free"));
  const next = await launch(graph("free"));
  expect((await next.now()).pipeline.isQueued).toBe(true);
  await cancelPipeline(database, { id: first.id, kill: true }, "ann");
  await admitPipelines(database, 1);
  expect((await next.now()).pipeline.isQueued).toBe(false);
  for (const each of full) expect((await each.now()).pipeline.isQueued).toBe(true);
});
