import { join } from "node:path";
import { expect, test } from "vitest";
import { type Launched, trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { cancelPipeline } from "./cancel-pipeline.ts";
import { showPipeline } from "./show-pipeline.ts";

const { database, launch, startRunner, makeDirectory } = await startTestSystem();
const dir = await makeDirectory();

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
        // With this much text beside them, the values of all items would not fit into one statement.
        inputs: {
          n: { type: "integer", from: "item" },
          text: { type: "string", default: "ä".repeat(800) },
        },
        script: "exit {n}",
      },
    },
  });
  // No runner has started, so that nothing but this makes the items.
  await reconcileChildPipelines(database);
  const items = await itemsIn(run);
  expect(items.pipeline.counts).toEqual({ pending: 10_000 });
  expect(items.tracks.at(-1)).toMatchObject({ vertex: "9999", number: 9_999 });
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await reconcileChildPipelines(database);
  expect((await itemsIn(run)).pipeline).toMatchObject({ state: "cancelled", counts: { cancelled: 10_000 } });
  await reconcileChildPipelines(database);
  expect((await run.now()).pipeline.state).toBe("cancelled");
});

test("an item whose value does not fit fails alone and is named; a person gives the value", async () => {
  await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });
  const run = await launch({
    name: "one-bad-item",
    vertices: {
      A: {
        foreach: { items: '[1, "two", 3]', parallel: "1 + 1" },
        inputs: { n: { type: "integer", from: "item" } },
        script: `echo {n} >> ${join(dir, "ran")}`,
      },
    },
  });
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(failed, "A").reason).toMatch(
    /failed: the item with index 1 is "two": .*input n does not fit/,
  );
  const items = await itemsIn(run);
  expect(items.tracks.map(({ state }) => state)).toEqual(["succeeded", "failed", "succeeded"]);
  expect(linesOf(join(dir, "ran")).sort()).toEqual(["1", "3"]);
  const bad = items.tracks[1]?.vertex ?? "";
  await retryTrack(
    database,
    { id: items.pipeline.id, vertex: bad, inputs: { n: "2" }, reason: "a number" },
    "ann",
  );
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(linesOf(join(dir, "ran")).sort()).toEqual(["1", "2", "3"]);
});
