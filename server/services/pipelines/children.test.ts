import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { type Launched, trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { applyGraphText } from "../graphs/save-graph.ts";
import { exportGraph } from "../graphs/show-graph.ts";
import { forceTrack } from "../tracks/force-track.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { cancelPipeline } from "./cancel-pipeline.ts";
import { setPipelinePaused } from "./pause-pipeline.ts";
import { showPipeline } from "./read/show-pipeline.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

let dir: string;
let journal: string;

beforeEach(async () => {
  dir = await makeDirectory();
  journal = join(dir, "journal");
});

async function childOf(run: Launched, vertex: string) {
  const child = (await run.track(vertex)).child;
  if (child === null) throw new Error(`${vertex} has launched nothing yet.`);
  return showPipeline(database.queries, child.id);
}

function noted(): string[] {
  return linesOf(journal);
}

test("a child gets its params and gives its outputs, through two levels; nothing else is visible", async () => {
  await seal(`signalbox: 1
name: inner
params: { word: { type: string, default: inner-default }, other: { type: string, default: kept } }
outputs: { said: { type: string, required: true, from: outputs.say.said } }
vertices:
  say: { inputs: { w: { type: string, from: "params.word + ' ' + params.other" } }, script: 'echo "said={w}" >> $SIGNALBOX_OUTPUT' }
`);
  await seal(`signalbox: 1
name: middle
params: { word: { type: string, required: true } }
outputs: { said: { type: string, from: outputs.run.said } }
vertices:
  run: { kind: graph, graph: inner@1, inputs: { word: { type: string, from: params.word } }, outputs: { said: { type: string } } }
`);
  const run = await launch(`signalbox: 1
name: outer
vertices:
  down: { kind: graph, graph: middle@1, inputs: { word: { type: string, default: from-the-root } }, outputs: { said: { type: string } } }
  up: { inputs: { x: { type: string, from: outputs.down.said } }, script: 'echo "{x}" >> ${journal}' }
edges: [down -> up]
`);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(noted()).toEqual(["from-the-root kept"]);
  const child = await childOf(run, "down");
  expect(child.pipeline).toMatchObject({
    name: "outer / down",
    parent: { pipeline: run.id, vertex: "down" },
  });
});

test("a child is pinned by its digest, so that changes of its graph do not matter", async () => {
  await seal("signalbox: 1\nname: pinned\nvertices: { A: { script: 'true' } }\n");
  await applyGraphText(
    database,
    "signalbox: 1\nname: pins\nvertices: { P: { kind: graph, graph: pinned@1 } }\n",
    "ann",
  );
  const { text } = await exportGraph(database.queries, "pins", undefined);
  expect(text).toMatch(/digest: "?sha256:[0-9a-f]{64}/);
  await applyGraphText(database, text, "ann");
  expect((await exportGraph(database.queries, "pins", undefined)).text).toBe(text);
});

test("a graph with a missing param or an unknown input of its child cannot be sealed", async () => {
  await seal(
    "signalbox: 1\nname: needs\nparams: { must: { type: string, required: true } }\nvertices: { A: { script: 'true' } }\n",
  );
  const codes = async (vertex: string) =>
    (
      await applyGraphText(database, `signalbox: 1\nname: asks\nvertices: { P: ${vertex} }\n`, "ann")
    ).findings.map(({ code }) => code);
  expect(await codes("{ kind: graph, graph: needs@1 }")).toEqual(["child-param-missing"]);
  expect(await codes("{ kind: graph, graph: needs@7 }")).toEqual(["child-unknown"]);
  expect(await codes("{ kind: graph, graph: asks@1 }")).toEqual(["child-unknown"]);
  expect(
    await codes(
      "{ kind: graph, graph: needs@1, inputs: { must: { type: string }, more: { type: string } }, outputs: { x: { type: string } } }",
    ),
  ).toEqual(["child-param-unknown", "child-output-unknown", "output-unused"]);
});

test("a child that cannot begin fails its track; a retry tries again", async () => {
  await seal(
    "signalbox: 1\nname: counts\nparams: { n: { type: integer } }\nvertices: { A: { script: 'true' } }\n",
  );
  const run = await launch(
    `signalbox: 1\nname: miscounts\nvertices:\n  P: { kind: graph, graph: counts@1, inputs: { n: { type: string, default: many } } }\n`,
  );
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(failed, "P").reason).toMatch(/^the param n does not fit: Wanted a whole number/);
  await retryTrack(database, { id: run.id, vertex: "P", reason: "again" }, "ann");
  const again = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(again, "P").attempt).toBe(2);
  await retryTrack(database, { id: run.id, vertex: "P", inputs: { n: "7" }, reason: "a number" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("of a failed child either only its failed tracks run again, or a new child is launched", async () => {
  await seal(
    `signalbox: 1
name: half
vertices:
  good: { script: 'echo good >> $FILE' }
  bad: { script: '[ -e $FILE.mended ]' }
edges: [good -> bad]
`.replaceAll("$FILE", journal),
  );
  const run = await launch(
    `signalbox: 1\nname: halves\nvertices:\n  P: { kind: graph, graph: half@1 }\n  after: { script: 'true' }\nedges: [P -> after]\n`,
  );
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  const first = trackIn(failed, "P").child?.id;
  expect(trackIn(failed, "P").reason).toBe(`pipeline ${first} failed: bad failed: exit 1`);
  await retryTrack(database, { id: run.id, vertex: "P", reason: "whole" }, "ann");
  const second = await run.until(
    (view) => view.pipeline.state === "failed" && trackIn(view, "P").child?.id !== first,
  );
  expect(noted()).toEqual(["good", "good"]);
  writeFileSync(`${journal}.mended`, "");
  await retryTrack(database, { id: run.id, vertex: "P", onlyFailed: true, reason: "mended" }, "ann");
  const ended = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(noted()).toEqual(["good", "good"]);
  expect(trackIn(ended, "P")).toMatchObject({
    attempt: 2,
    child: trackIn(second, "P").child && { id: trackIn(second, "P").child?.id },
  });
});

test("a child that a person resumes on its own page resumes its parent, too", async () => {
  await seal(`signalbox: 1
name: third\nvertices: { bad: { script: '[ -e ${journal}.mended ]' } }\n`);
  const run = await launch(
    `signalbox: 1\nname: thirds\nvertices:\n  P: { kind: graph, graph: third@1 }\n  after: { script: 'true' }\nedges: [P -> after]\n`,
  );
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  writeFileSync(`${journal}.mended`, "");
  const id = trackIn(failed, "P").child?.id ?? 0;
  await retryTrack(database, { id, vertex: "bad", reason: "mended" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});

test("a pipeline that was undone stays so, also when a person runs something again in one of its children", async () => {
  await seal(`signalbox: 1
name: fourth\nvertices:\n  good: { script: 'true', revert: 'echo inner >> ${journal}.undone' }\n  bad: { script: exit 1 }\nedges: [good -> bad]\n`);
  const run = await launch(
    `signalbox: 1\nname: fourths\nonFailure: revert\nvertices:\n  B: { script: 'true', revert: 'true' }\n  P: { kind: graph, graph: fourth@1 }\n  never: { script: 'echo never >> ${journal}.undone' }\nedges: [B -> P, P -> never]\n`,
  );
  const reverted = await run.until(({ pipeline }) => pipeline.state === "reverted");
  const id = trackIn(reverted, "P").child?.id ?? 0;
  expect((await showPipeline(database.queries, id)).pipeline.state).toBe("reverted");
  expect(readFileSync(`${journal}.undone`, "utf8")).toBe("inner\n");
  await retryTrack(database, { id, vertex: "good", downstream: true, reason: "once more" }, "ann");
  await reconcileChildPipelines(database);
  const view = await run.now();
  expect(view.pipeline.state).toBe("reverted");
  expect(trackIn(view, "never").state).toBe("skipped");
});

test("a pause of the root pauses its children; after resume all succeed", async () => {
  await seal(`signalbox: 1
name: slowly
vertices:
  W: { kind: wait, wait: { for: 1s } }
  after: { script: 'echo after >> ${journal}' }
edges: [W -> after]
`);
  const run = await launch("signalbox: 1\nname: slows\nvertices:\n  P: { kind: graph, graph: slowly@1 }\n");
  await run.until((view) => trackIn(view, "P").child !== null);
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  await run.until(() => true);
  for (;;) {
    const child = await childOf(run, "P");
    if (trackIn(child, "after").state === "pending") break;
  }
  const held = await childOf(run, "P");
  expect(held.pipeline).toMatchObject({ state: "running", isParentPaused: true, isPaused: false });
  expect(trackIn(held, "after").why).toMatch(/paused/);
  expect(noted()).toEqual([]);
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(noted()).toEqual(["after"]);
});

test("a cancel reaches children: their scripts are killed, and the parent ends after them", async () => {
  await seal(
    "signalbox: 1\nname: sleeper\nvertices: { S: { script: sleep 600 }, T: { script: 'true' } }\nedges: [S -> T]\n",
  );
  await seal("signalbox: 1\nname: over-sleeper\nvertices: { C: { kind: graph, graph: sleeper@1 } }\n");
  const run = await launch(
    "signalbox: 1\nname: cancels\nvertices:\n  P: { kind: graph, graph: over-sleeper@1 }\n",
  );
  await run.until((view) => trackIn(view, "P").child !== null);
  const middle = (await run.track("P")).child?.id ?? 0;
  await run.until(() => true);
  let inner = 0;
  while (inner === 0) inner = trackIn(await showPipeline(database.queries, middle), "C").child?.id ?? 0;
  while (trackIn(await showPipeline(database.queries, inner), "S").state !== "running");
  await cancelPipeline(database, { id: run.id, kill: true, reason: "wrong day" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "cancelled", 30_000);
  for (const id of [middle, inner])
    expect((await showPipeline(database.queries, id)).pipeline.state).toBe("cancelled");
});

test("when a person marks the track as failed, its child ends, and the vertices behind the failure go on", async () => {
  await seal("signalbox: 1\nname: endless\nvertices: { S: { script: sleep 600 } }\n");
  const run = await launch(
    "signalbox: 1\nname: forced\nonFailure: continue\nvertices:\n  P: { kind: graph, graph: endless@1 }\n  B: { script: 'true' }\nedges: [{ tail: P, head: B, when: failed, rescue: true }]\n",
  );
  await run.until((view) => trackIn(view, "P").child !== null);
  await forceTrack(database, { id: run.id, vertex: "P", to: "failed", reason: "no more" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  for (;;) if ((await childOf(run, "P")).pipeline.state === "cancelled") break;
});

test("automatic retry launches another child", async () => {
  await seal(`signalbox: 1
name: flaky\nvertices: { A: { script: 'echo try >> ${journal}; [ $(wc -l < ${journal}) -ge 2 ]' } }\n`);
  const run = await launch(
    "signalbox: 1\nname: retries\nvertices:\n  P: { kind: graph, graph: flaky@1, retry: { max: 2, delay: 1s } }\n",
  );
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]?.attempt).toBe(2);
});

test("a resumed child is paused as its parent is; a second cancel with kill reaches its scripts", async () => {
  await seal(`signalbox: 1
name: fifth\nvertices: { A: { script: '[ -e ${journal}.go ] && sleep 600; until [ -e ${journal}.end ]; do sleep 0.05; done; exit 1' } }\n`);
  const run = await launch("signalbox: 1\nname: fifths\nvertices:\n  P: { kind: graph, graph: fifth@1 }\n");
  await run.until((view) => trackIn(view, "P").child !== null);
  const stateOfA = async () => trackIn(await childOf(run, "P"), "A").state;
  await expect.poll(stateOfA).toBe("running");
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  writeFileSync(`${journal}.end`, "");
  await run.until(({ pipeline }) => pipeline.state === "failed");
  writeFileSync(`${journal}.go`, "");
  await retryTrack(database, { id: run.id, vertex: "P", onlyFailed: true, reason: "go" }, "ann");
  await run.until((view) => trackIn(view, "P").state === "sleeping");
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await expect.poll(stateOfA, { timeout: 15_000 }).toBe("running");
  await cancelPipeline(database, { id: run.id, kill: false }, "ann");
  await expect.poll(async () => (await childOf(run, "P")).pipeline.isCancelling).toBe(true);
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "cancelled", 30_000);
}, 60_000);

test("a cancel of a paused pipeline, with a reason of 1,000 characters, lets the pipelines below its reactions run to their end", async () => {
  await seal(`signalbox: 1
name: tidy
vertices:
  A: { script: 'until [ -e ${journal}.end ]; do sleep 0.05; done' }
  B: { script: 'echo tidied >> ${journal}' }
edges: [A -> B]
`);
  await seal("signalbox: 1\nname: over-tidy\nvertices: { C: { kind: graph, graph: tidy@1 } }\n");
  const run = await launch(`signalbox: 1
name: tidies
vertices:
  F: { script: exit 1 }
  N: { kind: graph, graph: over-tidy@1 }
edges: [{ tail: F, head: N, when: failed }]
`);
  await run.until((view) => trackIn(view, "N").child !== null);
  const inner = async () => trackIn(await childOf(run, "N"), "C").child?.id ?? null;
  await expect.poll(inner).not.toBeNull();
  const tidy = async () => showPipeline(database.queries, (await inner()) ?? 0);
  await expect.poll(async () => trackIn(await tidy(), "A").state).toBe("running");
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  writeFileSync(`${journal}.end`, "");
  await expect.poll(async () => trackIn(await tidy(), "B").state).toBe("pending");
  const reason = "ä".repeat(1_000);
  await cancelPipeline(database, { id: run.id, kill: false, reason }, "ann");
  const ended = await run.until(({ pipeline }) => pipeline.state === "cancelled");
  expect(ended.pipeline.reason).toContain("cancelled by ann: ää");
  expect(noted()).toEqual(["tidied"]);
});
