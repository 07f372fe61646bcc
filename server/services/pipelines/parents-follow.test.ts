import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { type Launched, trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { cancelPipeline } from "./cancel-pipeline.ts";
import { setPipelinePaused } from "./pause-pipeline.ts";
import { showPipeline } from "./read/show-pipeline.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

const dir = await makeDirectory();

/** The id of the pipeline that a track of the pipeline `id` launched last, once it is there. */
async function childOf(id: number, vertex: string): Promise<number> {
  const { child } = trackIn(await showPipeline(database.queries, id), vertex);
  return child?.id ?? -1;
}

async function failedIn(run: Launched): Promise<number> {
  await run.until(({ pipeline }) => pipeline.state === "failed");
  return childOf(await childOf(run.id, "P"), "M");
}

/** A graph of two levels below it, whose innermost script `bad` fails. */
async function launchNested(name: string): Promise<Launched> {
  await seal(
    `signalbox: 1\nname: ${name}-inner\noutputs: { x: { type: string, from: outputs.bad.x } }\nvertices:\n  bad: { script: exit 1 }\n`,
  );
  await seal(`signalbox: 1
name: ${name}-middle
outputs: { x: { type: string, from: outputs.M.x } }
vertices:
  M: { kind: graph, graph: ${name}-inner@1, outputs: { x: { type: string } } }
`);
  return launch(`signalbox: 1
name: ${name}
vertices:
  P: { kind: graph, graph: ${name}-middle@1, outputs: { x: { type: string } } }
  after: { inputs: { x: { type: string, from: "has(outputs.P.x) ? outputs.P.x : 'none'" } }, script: 'echo {x} >> ${join(dir, name)}' }
edges: [P -> after]
`);
}

test("when the last failure of a grandchild is marked as succeeded, every pipeline above it goes on", async () => {
  const run = await launchNested("forced");
  const inner = await failedIn(run);
  const outputs = { x: "by hand" };
  await forceTrack(
    database,
    { id: inner, vertex: "bad", to: "succeeded", reason: "done by hand", outputs },
    "ann",
  );
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(view, "P")).toMatchObject({ attempt: 1, outputs });
  expect(linesOf(join(dir, "forced"))).toEqual(["by hand"]);
});

test("when the last failure of a grandchild is skipped, every pipeline above it goes on", async () => {
  const run = await launchNested("skipped");
  const inner = await failedIn(run);
  await forceTrack(database, { id: inner, vertex: "bad", to: "skipped", reason: "not needed" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(linesOf(join(dir, "skipped"))).toEqual(["none"]);
});

test("a child that a person has mended while its track waits for a retry is not launched again", async () => {
  await seal("signalbox: 1\nname: mended-inner\nvertices: { bad: { script: exit 1 } }\n");
  const run = await launch(
    "signalbox: 1\nname: mended\nvertices:\n  P: { kind: graph, graph: mended-inner@1, retry: { max: 1, delay: 1h } }\n",
  );
  await run.until((view) => trackIn(view, "P").dueAt !== null);
  const child = await childOf(run.id, "P");
  await forceTrack(database, { id: child, vertex: "bad", to: "succeeded", reason: "by hand" }, "ann");
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(view, "P")).toMatchObject({ attempt: 1, child: { id: child, state: "succeeded" } });
});

test("--only-failed runs only failures again that count: a handled one stays as it is", async () => {
  const journal = join(dir, "handled");
  await seal(`signalbox: 1
name: half-handled
onFailure: continue
vertices:
  A: { script: 'echo A >> ${journal}; exit 1' }
  instead: { script: 'true' }
  B: { script: 'echo B >> ${journal}; [ "$(grep -c B ${journal})" -gt 1 ]' }
edges: [{ tail: A, head: instead, when: failed, rescue: true }]
`);
  const run = await launch(
    "signalbox: 1\nname: above-half-handled\nvertices: { P: { kind: graph, graph: half-handled@1 } }\n",
  );
  await run.until(({ pipeline }) => pipeline.state === "failed");
  await retryTrack(database, { id: run.id, vertex: "P", onlyFailed: true, reason: "again" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(linesOf(journal).toSorted()).toEqual(["A", "B", "B"]);
});

test("a grandchild that is restarted under a paused pipeline is paused, and goes on with it", async () => {
  const go = join(dir, "go-on");
  await seal(`signalbox: 1\nname: paused-inner\nvertices: { bad: { script: '[ -e ${go} ]' } }\n`);
  await seal("signalbox: 1\nname: paused-middle\nvertices: { M: { kind: graph, graph: paused-inner@1 } }\n");
  const run = await launch(`signalbox: 1
name: paused-root
onFailure: continue
vertices: { P: { kind: graph, graph: paused-middle@1 }, B: { kind: wait, wait: { for: 1h } } }
`);
  await run.until((view) => trackIn(view, "P").state === "failed");
  const inner = await childOf(await childOf(run.id, "P"), "M");
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  writeFileSync(go, "");
  await retryTrack(database, { id: inner, vertex: "bad", reason: "again" }, "ann");
  const { pipeline, tracks } = await showPipeline(database.queries, inner);
  expect(pipeline.isParentPaused).toBe(true);
  expect(tracks[0]?.state).toBe("pending");
  await run.until((view) => trackIn(view, "P").state === "sleeping");
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await run.until((view) => trackIn(view, "P").state === "succeeded");
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until((view) => view.pipeline.state === "cancelled");
});

test("whatever makes a pipeline run again below a paused one: it is paused in the same transaction", async () => {
  await seal("signalbox: 1\nname: again-inner\nvertices: { bad: { script: exit 1 } }\n");
  await seal("signalbox: 1\nname: again-middle\nvertices: { M: { kind: graph, graph: again-inner@1 } }\n");
  const run = await launch(`signalbox: 1
name: again-root
onFailure: continue
vertices: { P: { kind: graph, graph: again-middle@1 }, B: { kind: wait, wait: { for: 1h } } }
`);
  await run.until((view) => trackIn(view, "P").state === "failed");
  const middle = await childOf(run.id, "P");
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  const found = await transact(database, async (tx) => {
    await withPipeline(tx, middle, async (session) => {
      await session.load("all");
      await session.decide({ type: "child-reopened", number: 0 }, "engine");
    });
    return findPipeline(tx, middle);
  });
  expect(found?.pipeline).toMatchObject({ state: "running", isParentPaused: true });
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until((view) => view.pipeline.state === "cancelled");
});
