import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { readLog } from "#services/logs/read-log.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { setPipelinePaused } from "#services/pipelines/pause-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { forceTrack } from "#services/tracks/force-track.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { type Launched, trackIn } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { database, launch, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "6" });

let dir: string;

beforeEach(async () => {
  dir = await makeDirectory();
});

const attemptsOf = (run: Launched, vertex: string) => everyAttempt(database.queries, run.id, vertex);
const lines = (name: string) => linesOf(join(dir, name));

async function logOf(run: Launched, vertex: string): Promise<string> {
  const page = await readLog(database.queries, { id: run.id, vertex, after: 0, limit: 500 });
  return page.chunks.map(({ text }) => text).join("");
}

test("the inputs of a retry replace the old ones completely, and each attempt keeps its own", async () => {
  const run = await launch({
    name: "other-inputs",
    vertices: {
      A: {
        inputs: { bit: { type: "integer", default: 0 }, more: { type: "string", default: "usual" } },
        script: 'echo "saw={more}" >> "$SIGNALBOX_OUTPUT"; exit $((1 - {bit}))',
      },
    },
  });
  await run.until(({ pipeline }) => pipeline.state === "failed");
  await retryTrack(
    database,
    { id: run.id, vertex: "A", inputs: { more: "first" }, reason: "a guess" },
    "ann",
  );
  await run.until(({ tracks }) => tracks[0]?.state === "failed" && tracks[0].attempt === 2);
  await retryTrack(database, { id: run.id, vertex: "A", inputs: { bit: 1 }, reason: "the bit" }, "ann");
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ attempt: 3, outputs: { saw: "usual" } });
  const attempts = [...(await attemptsOf(run, "A"))].sort((one, other) => one.number - other.number);
  expect(attempts.map(({ state, inputs }) => [state, inputs])).toEqual([
    ["failed", { bit: 0, more: "usual" }],
    ["failed", { bit: 0, more: "first" }],
    ["succeeded", { bit: 1, more: "usual" }],
  ]);
  expect(attempts[0]).toMatchObject({ exitCode: 1, reason: "exit 1", askedBy: null });
  expect(attempts[2]).toMatchObject({ askedBy: "ann", askedWhy: "the bit" });
});

test("a failed track that is skipped keeps its history and has no outputs", async () => {
  const run = await launch({
    name: "passed-over",
    vertices: {
      A: { script: 'echo "n=1" >> "$SIGNALBOX_OUTPUT"; exit 3' },
      B: { script: "echo after" },
    },
    edges: ["A -> B"],
  });
  await run.until(({ pipeline }) => pipeline.state === "failed");
  await forceTrack(database, { id: run.id, vertex: "A", to: "skipped", reason: "by hand" }, "ann");
  const view = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(view, "A")).toMatchObject({
    state: "skipped",
    outputs: null,
    decidedBy: "ann",
    decidedWhy: "by hand",
  });
  expect((await attemptsOf(run, "A")).map(({ state, exitCode }) => [state, exitCode])).toEqual([
    ["failed", 3],
  ]);
});

test("a pipeline that is paused and resumed before any track ended runs as if it had not been paused", async () => {
  const count = join(dir, "count");
  const step = { script: `echo $SIGNALBOX_VERTEX >> ${count}; sleep 0.4` };
  const run = await launch({
    name: "pause-and-resume",
    vertices: { A: step, B: step, C: step },
    edges: ["A -> C", "B -> C"],
  });
  await run.until(({ tracks }) => tracks[0]?.state === "running");
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines("count").sort()).toEqual(["A", "B", "C"]);
});

test("when two vertices write the same value one after the other, each vertex reads the newest value before it", async () => {
  const adding = (from: string) => ({
    inputs: { x: { type: "integer", from } },
    outputs: { x: { type: "integer" } },
    script: 'echo "x=$(({x} + 1))" >> "$SIGNALBOX_OUTPUT"',
  });
  const run = await launch({
    name: "rewritten",
    vertices: {
      A: { outputs: { x: { type: "integer" } }, script: 'echo "x=1" >> "$SIGNALBOX_OUTPUT"' },
      B: adding("outputs.A.x"),
      C: adding("outputs.B.x"),
    },
    edges: ["A -> B", "B -> C"],
  });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks.map(({ outputs }) => outputs)).toEqual([{ x: 1 }, { x: 2 }, { x: 3 }]);
});

test("launched from the middle, earlier vertices are skipped, and the launch asks for the outputs that are missing", async () => {
  const step = { script: `echo $SIGNALBOX_VERTEX >> ${join(dir, "ran")}` };
  const graph = "begun-late";
  const text = {
    signalbox: 1,
    name: graph,
    vertices: {
      A: step,
      B: {
        ...step,
        inputs: { x: { type: "string", from: "outputs.A.x" } },
        script: `${step.script}; echo {x} >> ${join(dir, "ran")}`,
      },
      C: step,
      D: step,
      E: step,
    },
    edges: ["A -> B", "A -> C", "B -> D", "C -> D", "D -> E"],
  };
  await applyGraphText(database, JSON.stringify(text), "ann");
  const order = { graph, params: {}, inputs: {}, from: "B" };
  await expect(launchPipeline(database, order, "ann")).rejects.toThrow(/reads outputs.A, which is skipped/);
  await expect(launchPipeline(database, { ...order, from: "X" }, "ann")).rejects.toThrow(/no vertex "X"/);
  const nothing = { graph, params: {}, inputs: {}, skips: ["A", "B", "C", "D", "E"] };
  await expect(launchPipeline(database, nothing, "ann")).rejects.toThrow(/Nothing is left/);
  const { id } = await launchPipeline(
    database,
    { ...order, inputs: { B: { x: "given" } }, skips: ["E"] },
    "ann",
  );
  await expect
    .poll(async () => (await showPipeline(database.queries, id)).pipeline.state, { timeout: 20_000 })
    .toBe("succeeded");
  const { tracks } = await showPipeline(database.queries, id);
  expect(tracks.map(({ state, reason }) => `${state} ${reason ?? ""}`.trim())).toEqual([
    "skipped skipped at launch",
    "succeeded",
    "skipped skipped at launch",
    "succeeded",
    "skipped skipped at launch",
  ]);
  expect(lines("ran")).toEqual(["B", "given", "D"]);
});

test("launched from a vertex behind a condition, the pipeline begins there; skipped vertices stay skipped when others run again", async () => {
  const step = { script: `echo $SIGNALBOX_VERTEX >> ${join(dir, "steps")}` };
  const text = {
    signalbox: 1,
    name: "begun-behind",
    params: { env: { type: "string", default: "staging" } },
    vertices: { A: step, mend: step, prod: step, last: step },
    edges: [
      { tail: "A", head: "mend", when: "failed" },
      { tail: "A", head: "prod", when: "params.env == 'prod'" },
      { tail: "A", head: "last" },
      "mend -> last",
    ],
  };
  await applyGraphText(database, JSON.stringify(text), "ann");
  const begin = async (more: object) => {
    const { id } = await launchPipeline(
      database,
      { graph: "begun-behind", params: {}, inputs: {}, ...more },
      "ann",
    );
    const ended = () =>
      expect.poll(async () => (await showPipeline(database.queries, id)).pipeline.state).toBe("succeeded");
    await ended();
    return { id, ended };
  };
  await begin({ from: "prod" });
  expect(lines("steps")).toEqual(["prod"]);
  await begin({ from: "mend" });
  expect(lines("steps")).toEqual(["prod", "mend", "last"]);
  const { id, ended } = await begin({ skips: ["last"] });
  await retryTrack(database, { id, vertex: "A", downstream: true, reason: "again" }, "ann");
  await ended();
  expect(lines("steps").slice(3)).toEqual(["A", "A"]);
  await retryTrack(database, { id, vertex: "last", downstream: true, reason: "now it may" }, "ann");
  await ended();
  expect(lines("steps").slice(3)).toEqual(["A", "A", "last"]);
});

test("age alone ends no track: a track that asks or waits stays, and only a timeout ends a running one", async () => {
  const run = await launch({
    name: "left-alone",
    onFailure: "continue",
    vertices: {
      asks: { script: "echo {x}", inputs: { x: { type: "string", required: true } } },
      called: { kind: "wait", wait: { callback: "once" } },
      slow: { script: "sleep 600", timeout: "1s" },
    },
  });
  const view = await run.until((now) => trackIn(now, "slow").state === "failed");
  expect(trackIn(view, "slow")).toMatchObject({ reason: "timeout after 1s", attempt: 1 });
  expect([trackIn(view, "asks").state, trackIn(view, "called").state]).toEqual(["prompting", "sleeping"]);
  await answerPrompt(database, { id: trackIn(view, "asks").prompt ?? -1, values: { x: "1" } }, "ann");
  await forceTrack(database, { id: run.id, vertex: "called", to: "succeeded", reason: "seen" }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "failed");
});

test("a script behaves as it does in a file, and a value is never executed", async () => {
  const script = [
    "set -e",
    `cd "$(mktemp -d)"`,
    "echo 'a b c' | awk '{print $2}'",
    'echo "${HOME:+home}" \'{"json": {"x": 1}}\' {1..3}',
    "cat <<'END'",
    "here: $NOT {not} 'quoted'",
    "END",
    "f() { echo in-function; }; f",
    "pwd | grep -c tmp",
    'echo "value={x}" >> "$SIGNALBOX_OUTPUT"',
    "echo {x}",
  ].join("\n");
  const x = `; touch ${dir}/pwned; $(touch ${dir}/pwned) \`touch ${dir}/pwned\` "' && id`;
  const run = await launch({
    name: "as-in-a-file",
    vertices: { A: { inputs: { x: { type: "string", default: x } }, script } },
  });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]?.outputs).toEqual({ value: x });
  expect((await logOf(run, "A")).split("\n")).toEqual([
    "b",
    'home {"json": {"x": 1}} 1 2 3',
    "here: $NOT {not} 'quoted'",
    "in-function",
    "1",
    x,
    "",
  ]);
  expect(existsSync(join(dir, "pwned"))).toBe(false);
});

test("the exit code counts after a child was killed; stderr is kept; unusual and long output changes no state", async () => {
  const run = await launch({
    name: "odd-ends",
    onFailure: "continue",
    vertices: {
      nine: { script: "bash -c 'kill -9 $$'; echo gone >&2; exit 9" },
      bytes: { script: "printf '\\377\\376\\303\\050\\n'; exit 4" },
      long: { script: "head -c 50000000 /dev/zero | tr '\\0' x; exit 5" },
      killed: { script: "kill -TERM $$" },
    },
  });
  const view = await run.until(({ pipeline }) => pipeline.state === "failed", 40_000);
  expect(view.tracks.map(({ vertex, reason }) => `${vertex}: ${reason}`)).toEqual([
    "nine: exit 9",
    "bytes: exit 4",
    "long: exit 5",
    "killed: signal SIGTERM",
  ]);
  expect(await logOf(run, "nine")).toContain("gone");
  expect(await logOf(run, "bytes")).toContain("\uFFFD\uFFFD\uFFFD(");
  expect((await attemptsOf(run, "long"))[0]?.isLogCut).toBe(true);
}, 60_000);
