import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { examinePipelines } from "../pipelines/examine-pipelines.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import { listPipelineSummaries } from "../pipelines/read/list-pipelines.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { undoPipeline } from "../pipelines/undo-pipeline.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryTrack } from "../tracks/retry-track.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

let dir: string;
beforeEach(async () => {
  dir = await makeDirectory();
});

const queuedIds: number[] = [];
afterEach(async () => {
  for (const id of queuedIds.splice(0)) await cancelPipeline(database, { id, kill: true }, "ann");
});

/** A script that runs until the file `go` is there. */
function untilGo(name = "go"): string {
  return `until [ -e ${join(dir, name)} ]; do sleep 0.05; done`;
}

async function pipelinesOf(graph: string) {
  return (await listPipelineSummaries(database.queries, { graph, limit: 50, children: true })).pipelines;
}

test("a pipeline runs an older revision of its own limited graph, also through another graph, and does not wait for itself", async () => {
  const limit = "limits: { pipelines: 1 }";
  await seal(`signalbox: 1\nname: deploy\n${limit}\nvertices: { A: { script: 'true' } }\n`);
  await seal(
    "signalbox: 1\nname: between\nvertices: { old: { kind: graph, graph: deploy@1 }, all: { foreach: { items: '[1, 2]' }, kind: graph, graph: deploy@1 } }\n",
  );
  const run = await launch(
    `signalbox: 1\nname: deploy\n${limit}\nvertices:\n  old: { kind: graph, graph: deploy@1 }\n  far: { kind: graph, graph: between@1 }\n`,
  );
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect((await pipelinesOf("deploy")).filter(({ isQueued }) => isQueued)).toEqual([]);
});

test("a pipeline and what runs below it take one place of its graph's limit: another pipeline waits until all have ended", async () => {
  const limit = "limits: { pipelines: 1 }";
  await seal(`signalbox: 1\nname: single\n${limit}\nvertices: { A: { script: '${untilGo()}' } }\n`);
  const run = await launch(
    `signalbox: 1\nname: single\n${limit}\nvertices: { old: { kind: graph, graph: single@1 } }\n`,
  );
  await expect.poll(async () => (await run.track("old")).child?.state, { timeout: 20_000 }).toBe("running");
  const other = await launchPipeline(
    database,
    { graph: "single", revision: 1, params: {}, inputs: {} },
    "ann",
  );
  expect((await showPipeline(database.queries, other.id)).pipeline.isQueued).toBe(true);
  writeFileSync(join(dir, "go"), "");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await expect
    .poll(async () => (await showPipeline(database.queries, other.id)).pipeline.state, { timeout: 20_000 })
    .toBe("succeeded");
});

test("a failed child is retried on its own page while its ancestor's place is free, and refused while it is taken", async () => {
  const limit = "limits: { pipelines: 1 }";
  await seal(`signalbox: 1\nname: again\n${limit}\nvertices: { A: { script: 'test -e ${dir}/ok' } }\n`);
  const run = await launch(
    `signalbox: 1\nname: again\n${limit}\nvertices: { old: { kind: graph, graph: again@1 } }\n`,
  );
  await run.until(({ pipeline }) => pipeline.state === "failed");
  const child = (await run.track("old")).child?.id ?? -1;
  await seal(`signalbox: 1\nname: again\n${limit}\nvertices: { B: { script: '${untilGo()}' } }\n`);
  const other = await launchPipeline(database, { graph: "again", params: {}, inputs: {} }, "ann");
  writeFileSync(join(dir, "ok"), "");
  const retry = () => retryTrack(database, { id: child, vertex: "A", reason: "mended" }, "ann");
  await expect(retry()).rejects.toThrow(/limit of 1 running pipeline is reached/);
  writeFileSync(join(dir, "go"), "");
  await expect
    .poll(async () => (await showPipeline(database.queries, other.id)).pipeline.state, { timeout: 20_000 })
    .toBe("succeeded");
  await retry();
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("two pipelines whose children wait for each other's graph say so, doctor names them, and a cancel ends it", async () => {
  const limit = "limits: { pipelines: 1 }";
  await seal(`signalbox: 1\nname: ring-a\n${limit}\nvertices: { A: { script: 'echo a' } }\n`);
  await seal(`signalbox: 1\nname: ring-b\n${limit}\nvertices: { A: { script: 'echo b' } }\n`);
  const text = (name: string, other: string) =>
    `signalbox: 1\nname: ${name}\n${limit}\nvertices:\n  first: { script: 'touch ${dir}/${name}; ${untilGo()}' }\n  run: { kind: graph, graph: ${other}@1 }\nedges: [first -> run]\n`;
  const [a, b] = [await launch(text("ring-a", "ring-b")), await launch(text("ring-b", "ring-a"))];
  queuedIds.push(a.id, b.id);
  await expect
    .poll(() => existsSync(join(dir, "ring-a")) && existsSync(join(dir, "ring-b")), { timeout: 20_000 })
    .toBe(true);
  writeFileSync(join(dir, "go"), "");
  const waiting = async () => (await pipelinesOf("ring-a")).find(({ isQueued }) => isQueued);
  await expect
    .poll(async () => (await waiting())?.reason, { timeout: 30_000 })
    .toMatch(/^waits in a ring: .*the limit of running pipelines of graph ring-b, which pipeline \d+ has/);
  const examined = (await examinePipelines(database, false, "ann")).inconsistent;
  expect(examined.map(({ violations }) => violations.map(({ code }) => code))).toEqual([
    ["waits-in-a-ring"],
    ["waits-in-a-ring"],
  ]);
  const child = (await waiting())?.id ?? -1;
  await cancelPipeline(database, { id: child, kill: false }, "ann");
  await b.until(({ pipeline }) => pipeline.state === "failed");
  await a.until(({ pipeline }) => pipeline.state === "succeeded");
  queuedIds.splice(0);
}, 90_000);

test("two undos that hold each other's lock say so, doctor names the tracks, and one marked as failed ends it", async () => {
  for (const lock of ["north", "south"])
    await seal(
      `signalbox: 1\nname: undoes-${lock}\nvertices: { A: { script: 'true', revert: 'true', locks: [${lock}] }, last: { script: 'true', revert: '${untilGo("undo")}' } }\nedges: [A -> last]\n`,
    );
  const text = (held: string, needed: string) =>
    `signalbox: 1\nname: undo-has-${held}\nvertices: { run: { kind: graph, graph: undoes-${needed}@1, locks: [${held}] } }\n`;
  const runs = [];
  for (const [held, needed] of [
    ["north", "south"],
    ["south", "north"],
  ] as const) {
    const run = await launch(text(held, needed));
    await run.until(({ pipeline }) => pipeline.state === "succeeded");
    runs.push(run);
  }
  const children: number[] = [];
  for (const run of runs) {
    await undoPipeline(database, { id: run.id, reason: "wrong" }, "ann");
    await expect
      .poll(async () => (await run.track("run")).child?.state, { timeout: 20_000 })
      .toBe("reverting");
    children.push((await run.track("run")).child?.id ?? -1);
  }
  writeFileSync(join(dir, "undo"), "");
  const [child = -1, other = -1] = children;
  const waiting = async (id: number) =>
    (await showPipeline(database.queries, id)).tracks.find(({ vertex }) => vertex === "A");
  await expect
    .poll(async () => (await waiting(child))?.why, { timeout: 30_000 })
    .toMatch(
      /^Waits in a ring: .*the undo of A of pipeline \d+ waits for the lock south, .*Mark one of the undos/,
    );
  const examined = (await examinePipelines(database, false, "ann")).inconsistent;
  expect(examined.flatMap(({ violations }) => violations.map(({ code, vertex }) => [code, vertex]))).toEqual([
    ["waits-in-a-ring", "A"],
    ["waits-in-a-ring", "A"],
  ]);
  await forceTrack(database, { id: other, vertex: "A", to: "failed", reason: "stuck" }, "ann");
  const [first, second] = runs;
  await first?.until(({ pipeline }) => pipeline.state === "reverted");
  await second?.until(({ pipeline }) => pipeline.state === "failed");
}, 90_000);
