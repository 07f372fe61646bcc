import { expect, test } from "vitest";
import type { Launched } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { cancelPipeline } from "./cancel-pipeline.ts";
import { showPipeline } from "./read/show-pipeline.ts";

const { database, launch } = await startTestSystem();

async function itemsIn(run: Launched) {
  return showPipeline(database.queries, (await run.track("A")).child?.id ?? -1);
}

test("ten thousand items with values are made in one pipeline, and a cancel ends them all", async () => {
  const run = await launch({
    name: "ten-thousand",
    params: { items: { type: "list", default: Array.from({ length: 10_000 }, (_, n) => n) } },
    vertices: {
      A: {
        foreach: { items: "params.items", parallel: "size(params.items) / 100" },
        inputs: {
          n: { type: "integer", from: "item" },
          text: { type: "string", default: "ä".repeat(80) },
        },
        script: "exit {n}",
      },
    },
  });
  // No runner has been started, so that nothing but this makes the items.
  await reconcileChildPipelines(database);
  const items = await itemsIn(run);
  expect(items.pipeline.counts).toEqual({ pending: 10_000 });
  expect(items.tracks.at(-1)).toMatchObject({ vertex: "9999", number: 9_999 });
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await reconcileChildPipelines(database);
  expect((await itemsIn(run)).pipeline).toMatchObject({ state: "cancelled", counts: { cancelled: 10_000 } });
  await reconcileChildPipelines(database);
  expect((await run.now()).pipeline.state).toBe("cancelled");
}, 240_000);
