import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { undoPipeline } from "#services/pipelines/undo-pipeline.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { setBreak } from "#services/tracks/set-break.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { database, launch, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

let dir: string;
let journal: string;

beforeEach(async () => {
  dir = await makeDirectory();
  journal = join(dir, "journal");
});

/** A vertex whose script and undo script write into the journal. */
function noting(more = ""): string {
  const say = (what: string) => `echo ${what} $SIGNALBOX_VERTEX >> ${journal}`;
  return `{ script: '${say("do")}${more}', revert: '${say("undo")}' }`;
}

function noted(): string[] {
  return linesOf(journal);
}

test("succeeded tracks are undone in reverse order, with their own outputs and the failure as inputs", async () => {
  const told = join(dir, "told");
  const run = await launch(`signalbox: 1
name: undone
onFailure: revert
vertices:
  a: { script: 'echo do a >> ${journal}; echo id=42 >> $SIGNALBOX_OUTPUT', inputs: { host: { type: string, default: h1 } }, revert: 'echo undo a >> ${journal}; echo "$SIGNALBOX_OUTPUT_id {host} $SIGNALBOX_UNDO $SIGNALBOX_FAILURES" > ${told}' }
  b: ${noting()}
  c: { script: exit 3 }
  d: ${noting()}
edges: [a -> b, b -> c, c -> d]
`);
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "reverted");
  expect(noted()).toEqual(["do a", "do b", "undo b", "undo a"]);
  expect(tracks.map(({ vertex, state }) => `${vertex} ${state}`)).toEqual([
    "a reverted",
    "b reverted",
    "c failed",
    "d skipped",
  ]);
  expect(readFileSync(told, "utf8")).toBe('42 h1 1 [{"vertex":"c","reason":"exit 3"}]\n');
  const attempts = await everyAttempt(database.queries, run.id, "a");
  expect(attempts.map(({ number, kind, state }) => `${number} ${kind} ${state}`)).toEqual([
    "1 run succeeded",
    "2 undo succeeded",
  ]);
});

test("an undo script runs although its script had given an output that fits into no variable", async () => {
  const run = await launch(`signalbox: 1
name: long-output
onFailure: revert
vertices:
  a: { script: 'printf "id=42\\nreport=%0200000d\\n" 0 >> $SIGNALBOX_OUTPUT', revert: 'echo "undo $SIGNALBOX_OUTPUT_id" >> ${journal}' }
  b: { script: exit 3 }
edges: [a -> b]
`);
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  expect(noted()).toEqual(["undo 42"]);
});

test("a failing undo leaves the pipeline failed; an undo that is paused goes on when it is resumed", async () => {
  const run = await launch(`signalbox: 1
name: broken-undo
onFailure: revert
vertices:
  first: { script: 'true', revert: 'true' }
  a: { script: 'echo do a >> ${journal}', revert: 'until [ -e ${dir}/go ]; do sleep 0.05; done; echo undo a >> ${journal}' }
  b: { script: 'true', revert: '[ -e ${dir}/mended ]' }
  c: { script: exit 1 }
edges: [first -> a, a -> b, b -> c]
`);
  const failed = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(failed.pipeline.reason).toBe("the undo of b failed: exit 1");
  expect(trackIn(failed, "a").state).toBe("succeeded");
  writeFileSync(join(dir, "mended"), "");
  await retryTrack(database, { id: run.id, vertex: "b", reason: "mended" }, "ann");
  await run.until((view) => view.pipeline.state === "reverting" && trackIn(view, "a").state === "reverting");
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  writeFileSync(join(dir, "go"), "");
  await run.until((view) => trackIn(view, "a").state === "reverted");
  expect(noted()).toEqual(["do a", "undo a"]);
  expect(trackIn(await run.now(), "first").state).toBe("reverting");
  expect((await run.now()).pipeline.state).toBe("reverting");
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
});

test("after a rollback to a vertex, it and the vertices behind it are undone and run again", async () => {
  const run = await launch(
    `signalbox: 1\nname: rolled-back\nvertices:\n  a: ${noting()}\n  b: ${noting()}\n  c: ${noting()}\nedges: [a -> b, b -> c]\n`,
  );
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await undoPipeline(database, { id: run.id, from: "b", reason: "wrong version" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(noted()).toEqual(["do a", "do b", "do c", "undo c", "undo b", "do b", "do c"]);
});

test("waits end while the pipeline is paused, and the next vertices begin when it is resumed", async () => {
  const run = await launch(
    `signalbox: 1\nname: timers\nvertices:\n  W1: { kind: wait, wait: { for: 1s } }\n  W2: { kind: wait, wait: { for: 1s } }\n  a: { script: 'true' }\n  b: { script: 'true' }\n  J: { script: 'true' }\nedges: [W1 -> a, W2 -> b, a -> J, b -> J]\n`,
  );
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  const paused = await run.until(
    (view) => trackIn(view, "a").state === "pending" && trackIn(view, "b").state === "pending",
  );
  expect(paused.tracks.map(({ state }) => state)).toEqual([
    "succeeded",
    "succeeded",
    "pending",
    "pending",
    "waiting",
  ]);
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  const ended = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(ended.tracks.map(({ attempt }) => attempt)).toEqual([0, 0, 1, 1, 1]);
});

test("a script that polls takes no slot between its attempts, and runs until it succeeds", async () => {
  const run = await launch(
    `signalbox: 1\nname: sensor\nvertices:\n  A: { poll: { every: 1s, timeout: 1m }, script: 'echo poll >> ${journal}; [ $(wc -l < ${journal}) -ge 3 ]' }\n`,
  );
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]?.attempt).toBe(3);
  expect(noted()).toEqual(["poll", "poll", "poll"]);
});

test("a breakpoint stops a track until it is removed", async () => {
  const run = await launch(
    `signalbox: 1\nname: stops\nvertices:\n  A: { script: sleep 1 }\n  B: ${noting()}\nedges: [A -> B]\n`,
  );
  await setBreak(database, { id: run.id, vertex: "B", isSet: true }, "ann");
  const stopped = await run.until((view) => trackIn(view, "B").state === "sleeping");
  expect(trackIn(stopped, "B")).toMatchObject({ isBreak: true, why: expect.stringMatching(/breakpoint/) });
  expect(stopped.pipeline).toMatchObject({ state: "running", needsHuman: true });
  await setBreak(database, { id: run.id, vertex: "B", isSet: false }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(noted()).toEqual(["do B"]);
});

test("a pipeline whose timeout is over has failed, and its running scripts are ended", async () => {
  const run = await launch(
    "signalbox: 1\nname: too-long\ntimeout: 1s\nvertices:\n  A: { script: sleep 600 }\n  B: { script: 'true' }\nedges: [A -> B]\n",
  );
  const { pipeline, tracks } = await run.until((view) => view.pipeline.state === "failed");
  expect(pipeline.reason).toBe("timeout after 1s");
  expect(tracks.map(({ state, reason }) => `${state}: ${reason}`)).toEqual([
    "failed: ended: the pipeline's time was over",
    "skipped: not reached: the pipeline's time was over",
  ]);
});

test("with onTimeout: skip the vertices behind go on", async () => {
  const run = await launch(
    `signalbox: 1\nname: slow-extra\nvertices:\n  A: { script: sleep 600, timeout: 1s, onTimeout: skip }\n  B: ${noting()}\nedges: [A -> B]\n`,
  );
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ state: "skipped", reason: "timeout after 1s" });
  expect(noted()).toEqual(["do B"]);
});

test("polling makes a last try when its time is over, and ends what runs past it", async () => {
  const run = await launch(`signalbox: 1
name: polled
onFailure: continue
vertices:
  tries: { script: 'echo try >> ${journal}; exit 1', poll: { every: 1s, timeout: 2500ms } }
  hangs: { script: 'sleep 60', poll: { every: 1s, timeout: 1s, onTimeout: skip } }
  late: { script: sleep 60, poll: { every: 1s, timeout: 1s }, timeout: 50s, onTimeout: skip }
`);
  const view = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(view, "tries").reason).toBe("exit 1; gave up: its polling time of 2s500ms is over");
  expect(linesOf(journal).length).toBeGreaterThan(1);
  expect(trackIn(view, "hangs")).toMatchObject({
    state: "skipped",
    reason: "ended while it ran; gave up: its polling time of 1s is over",
  });
  expect(trackIn(view, "late").state).toBe("failed");
});

test("scripts and undo scripts are given exactly the variables that the documents list", async () => {
  const given = (name: string) =>
    linesOf(join(dir, name)).flatMap((line) => /^(SIGNALBOX_\w+)=/.exec(line)?.[1] ?? []);
  const run = await launch(`signalbox: 1
name: told-all
vertices:
  a:
    inputs: { host: { type: string, default: h1 } }
    script: 'env > ${dir}/run; echo id=7 >> "$SIGNALBOX_OUTPUT"'
    revert: 'env > ${dir}/undo'
`);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(linesOf(join(dir, "run"))).toEqual(
    expect.arrayContaining([
      "SIGNALBOX_GRAPH=told-all",
      "SIGNALBOX_VERTEX=a",
      `SIGNALBOX_PIPELINE=${run.id}`,
    ]),
  );
  await undoPipeline(database, { id: run.id, reason: "look" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  const rows = readFileSync("docs/graph-file.md", "utf8").matchAll(/^\| ((?:`SIGNALBOX_\w+`(?:, )?)+) \|/gm);
  const documented = [...rows].flatMap(([, names = ""]) => names.match(/SIGNALBOX_\w+/g) ?? []);
  const isOfUndo = (name: string) => /_(UNDO|FAILURES|OUTPUT_name)$/.test(name);
  const inputs = ["SIGNALBOX_INPUT_host"];
  expect(given("run").sort()).toEqual([...documented.filter((name) => !isOfUndo(name)), ...inputs].sort());
  const undone = documented.map((name) => name.replace("OUTPUT_name", "OUTPUT_id"));
  expect(given("undo").sort()).toEqual([...undone, ...inputs].sort());
});

test("a pipeline that was paused while its last scripts ran is not paused once it has ended, nor when it runs again", async () => {
  const run = await launch(`signalbox: 1
name: paused-at-its-end
vertices:
  a: { script: 'echo begun >> ${journal}; until [ -e ${dir}/go ]; do sleep 0.05; done; exit 1' }
`);
  await vi.waitFor(() => expect(noted()).toEqual(["begun"]), 30_000);
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  writeFileSync(join(dir, "go"), "");
  const ended = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(ended.pipeline).toMatchObject({ isPaused: false, isParentPaused: false });
  await retryTrack(database, { id: run.id, vertex: "a", reason: "again" }, "ann");
  await run.until(({ pipeline, tracks }) => pipeline.state === "failed" && tracks[0]?.attempt === 2);
});
