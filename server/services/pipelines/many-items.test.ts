import { expect, test } from "vitest";
import type { Launched } from "#testing/launched.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { forceTrack } from "../tracks/force-track.ts";
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

test("the outputs of more items than are read at once are gathered in their order, without a value of one that gave none", async () => {
  const count = 70;
  const run = await launch({
    name: "seventy",
    params: { items: { type: "list", default: Array.from({ length: count }, (_, n) => n) } },
    vertices: { A: { foreach: { items: "params.items" }, script: "x" } },
  });
  await reconcileChildPipelines(database);
  const { pipeline, tracks } = await itemsIn(run);
  const vertex = tracks[40]?.vertex ?? "";
  await (await StandInRunner.register(database)).executeAll({ [vertex]: 1 });
  await forceTrack(database, { id: pipeline.id, vertex, to: "succeeded", reason: "done by hand" }, "ann");
  await reconcileChildPipelines(database);
  const k = Array.from({ length: count }, (_, place) => (place === 40 ? null : "v"));
  expect(await run.track("A")).toMatchObject({ state: "succeeded", outputs: { k } });
}, 120_000);
