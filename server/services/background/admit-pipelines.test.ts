import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { lockPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { admitPipelines } from "./admit-pipelines.ts";

const { database, launch } = await startTestSystem();

/** A graph of which one pipeline may run at a time. */
const graph = (name: string) => ({ name, limits: { pipelines: 1 }, vertices: { A: { script: "true" } } });

test("a graph with a free place is found behind any number of graphs whose places are taken, and none of those is locked", async () => {
  const full: Awaited<ReturnType<typeof launch>>[] = [];
  for (const name of ["full-1", "full-2"]) {
    await launch(graph(name));
    full.push(await launch(graph(name)));
  }
  const first = await launch(graph("free"));
  const next = await launch(graph("free"));
  expect((await next.now()).pipeline.isQueued).toBe(true);
  await cancelPipeline(database, { id: first.id, kill: true }, "ann");
  // Nothing of those whose places are taken is locked: else this waited.
  await transact(database, async (tx) => {
    for (const { id } of full) await lockPipeline(tx, id);
    await admitPipelines(database, 1);
  });
  expect((await next.now()).pipeline.isQueued).toBe(false);
  for (const each of full) expect((await each.now()).pipeline.isQueued).toBe(true);
});
