import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Launched, trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { applyGraphText } from "../graphs/save-graph.ts";
import { sealGraph } from "../graphs/seal-graph.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { showPipeline } from "./read/show-pipeline.ts";

const { database, launch, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });
const dir = await makeDirectory();

const lines = (name: string) => linesOf(join(dir, name));

async function itemsOf(run: Launched) {
  return (await showPipeline(database.queries, (await run.track("A")).child?.id ?? -1)).tracks;
}

const statesOf = async (run: Launched) => (await itemsOf(run)).map(({ state }) => state);

const N = { n: { type: "integer", from: "item" } };

test("after too many failures nothing new starts, and a retry of what failed takes up the rest", async () => {
  const bad = join(dir, "bad");
  writeFileSync(bad, "");
  const run = await launch({
    name: "max-failures",
    vertices: {
      A: {
        foreach: { items: "[1, 2, 3, 4, 5, 6]", parallel: 1, maxFailures: "20%" },
        inputs: N,
        script: `echo {n} >> ${dir}/tries; [ {n} = 1 ] || [ ! -e ${bad} ]`,
      },
    },
  });
  const view = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(view, "A").reason).toMatch(
    /^pipeline \d+ failed: 2 of 6 items failed: 2, 3; first: 2 failed: exit 1; more than 1 of 6 items failed$/,
  );
  expect(await statesOf(run)).toEqual(["succeeded", "failed", "failed", "skipped", "skipped", "skipped"]);
  expect((await itemsOf(run))[5]).toMatchObject({ why: "Not started: more than 1 of 6 items failed." });
  await rm(bad);
  await retryTrack(database, { id: run.id, vertex: "A", onlyFailed: true, reason: "mended" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines("tries").sort()).toEqual(["1", "2", "2", "3", "3", "4", "5", "6"]);
});

test("with `onFailFast: stop` what runs is stopped, has failed, and a retry runs it again", async () => {
  const bad = join(dir, "stop");
  writeFileSync(bad, "");
  const run = await launch({
    name: "stop-the-rest",
    vertices: {
      A: {
        foreach: { items: "[1, 2, 3]", parallel: 2, failFast: true, onFailFast: "stop" },
        inputs: N,
        retry: { max: 3 },
        script: `[ -e ${bad} ] || exit 0; echo {n} >> ${dir}/begun
          if [ {n} = 1 ]; then sleep 600; fi
          until grep -q 1 ${dir}/begun; do sleep 0.05; done; exit 1`,
      },
    },
  });
  await run.until(({ pipeline }) => pipeline.state === "failed", 30_000);
  const [first, second, third] = await itemsOf(run);
  expect(first).toMatchObject({ state: "failed", reason: "stopped: one of 3 items failed", attempt: 1 });
  expect(second).toMatchObject({ state: "failed", reason: "exit 1", attempt: 4 });
  expect(third).toMatchObject({ state: "skipped", attempt: 0 });
  await rm(bad);
  await retryTrack(database, { id: run.id, vertex: "A", onlyFailed: true, reason: "mended" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("a graph that runs for an item is stopped, too", async () => {
  const inner = {
    signalbox: 1,
    name: "one-item",
    params: { n: { type: "integer", required: true } },
    vertices: {
      S: {
        inputs: { n: { type: "integer", from: "params.n" } },
        script: `if [ {n} = 1 ]; then echo on >> ${dir}/inner; sleep 600; fi; until [ -e ${dir}/inner ]; do sleep 0.05; done; exit 1`,
      },
    },
  };
  await applyGraphText(database, JSON.stringify(inner), "ann");
  await sealGraph(database, { name: "one-item" }, "ann");
  const foreach = { items: "[1, 2]", failFast: true, onFailFast: "stop" };
  const A = { kind: "graph", graph: "one-item@1", foreach, inputs: N };
  const run = await launch({ name: "stop-graphs", vertices: { A } });
  await run.until(({ pipeline }) => pipeline.state === "failed", 30_000);
  const [first, second] = await itemsOf(run);
  expect(first).toMatchObject({ state: "failed", reason: "stopped: one of 2 items failed" });
  expect(second?.reason).toMatch(/^pipeline \d+ failed: S failed: exit 1$/);
});

test("a batch starts after the one before has ended and its pause is over", async () => {
  const run = await launch({
    name: "batches",
    vertices: {
      A: {
        foreach: { items: "[1, 2, 3, 4, 5]", batch: 2, pause: "1s" },
        inputs: N,
        script: "sleep 0.1",
      },
    },
  });
  await run.until(({ tracks }) => tracks[0]?.child !== null);
  await expect
    .poll(async () => (await itemsOf(run)).map(({ why }) => why))
    .toEqual(expect.arrayContaining(["Batch 2 of 3 starts in 1s."]));
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const times = (await itemsOf(run)).map(
    ({ startedAt, finishedAt }) => [Number(startedAt), Number(finishedAt)] as const,
  );
  for (const [number, [started]] of times.entries())
    for (const [, ended] of times.slice(0, number - (number % 2)))
      expect(started - ended).toBeGreaterThanOrEqual(1_000);
});
