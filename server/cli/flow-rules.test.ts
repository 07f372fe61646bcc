import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, startRunner, makeDirectory } = await startTestSystem();
const server = await startApi();
await startRunner({ SIGNALBOX_RUNNER: "r1", SIGNALBOX_SLOTS: "8" });

function signalbox(words: string, stdin = "") {
  return runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, stdin);
}

async function json(words: string, stdin = "") {
  const command = signalbox(`${words} --json`, stdin);
  expect(await command.code, command.err).toBe(0);
  return JSON.parse(command.out);
}

/** A graph of scripts that write their vertex into a journal, and exit as `exits` says. */
async function launched(
  name: string,
  vertices: Record<string, object>,
  edges: readonly unknown[],
  more = {},
) {
  const journal = join(await makeDirectory(), "journal");
  const note = `echo $SIGNALBOX_VERTEX >> ${journal}`;
  const written = Object.entries(vertices).map(([vertex, { exit, ...spec }]: [string, { exit?: string }]) => [
    vertex,
    { script: `${note}; ${exit ?? "true"}`, ...spec },
  ]);
  const graph = { signalbox: 1, name, ...more, vertices: Object.fromEntries(written), edges };
  await json("graph apply -f -", JSON.stringify(graph));
  const { id } = await json(`launch ${name}`);
  return { id: id as number, journal };
}

async function ended(id: number) {
  await signalbox(`pipeline watch ${id}`).code;
  const { state, reason, tracks } = await json(`pipeline show ${id}`);
  const states = tracks.map((track: { vertex: string; state: string }) => [track.vertex, track.state]);
  return { state, reason, states: Object.fromEntries(states) };
}

const failed = (tail: string, head: string, more = {}) => ({ tail, head, when: "failed", ...more });

test("a notice about a failed backup changes nothing: upgrade does not run, and what was done is undone after it", async () => {
  const { id, journal } = await launched(
    "backed-up",
    {
      stop: { revert: "echo start" },
      "back-up": { exit: "exit 3" },
      notify: { exit: "sleep 0.2; echo told" },
      upgrade: {},
    },
    ["stop -> back-up", "back-up -> upgrade", failed("back-up", "notify")],
    { onFailure: "revert" },
  );
  const { state, states } = await ended(id);
  expect(states).toMatchObject({ "back-up": "failed", upgrade: "skipped", stop: "reverted" });
  expect(state).toBe("reverted");
  expect(linesOf(journal)).toEqual(["stop", "back-up", "notify"]);
});

test("a rescue handles the failure, and the join behind both paths runs", async () => {
  const { id, journal } = await launched(
    "rescued",
    { download: { exit: "exit 1" }, mirror: {}, install: {} },
    ["download -> install", "mirror -> install", failed("download", "mirror", { rescue: true })],
  );
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { install: "succeeded" } });
  expect(linesOf(journal)).toEqual(["download", "mirror", "install"]);
});

test("what hangs on always runs after a failure before it, and after a cancel; a kill ends it", async () => {
  const vertices = { allocate: {}, a: { exit: "exit 1" }, b: {}, release: {} };
  const edges = ["allocate -> a", "a -> b", { tail: "b", head: "release", when: "always" }];
  const first = await launched("freed", vertices, edges);
  expect(await ended(first.id)).toMatchObject({
    state: "failed",
    states: { b: "skipped", release: "succeeded" },
  });
  expect(linesOf(first.journal)).toEqual(["allocate", "a", "release"]);

  const slow = { ...vertices, a: { exit: "sleep 60" }, release: { exit: "sleep 0.3" } };
  const second = await launched("freed", slow, edges);
  await vi.waitFor(() => expect(linesOf(second.journal)).toContain("a"), 10_000);
  expect(await signalbox(`pipeline cancel ${second.id}`).code).toBe(0);
  await vi.waitFor(() => expect(linesOf(second.journal)).toContain("release"), 10_000);
  expect(await signalbox(`pipeline cancel ${second.id} --kill`).code).toBe(0);
  expect(await ended(second.id)).toMatchObject({
    state: "cancelled",
    states: { a: "cancelled", b: "cancelled" },
  });

  const third = await launched("freed", slow, edges);
  await vi.waitFor(() => expect(linesOf(third.journal)).toContain("a"), 10_000);
  expect(await signalbox(`pipeline cancel ${third.id} --kill`).code).toBe(0);
  expect(await ended(third.id)).toMatchObject({ state: "cancelled", states: { release: "cancelled" } });
  expect(linesOf(third.journal)).not.toContain("release");
});

test("a final step reads how it ended and what failed, with the last line that was written", async () => {
  const inputs = {
    state: { type: "string", from: "pipeline.state" },
    what: { type: "text", from: "failures.map(f, f.vertex + ' ' + f.reason + ' ' + f.lastLine).join('; ')" },
  };
  const report = join(await makeDirectory(), "report");
  const { id } = await launched(
    "reported",
    {
      a: { exit: "echo starting; echo no space left >&2; exit 4" },
      report: { final: "always", inputs, script: `echo {state}: {what} > ${report}` },
      cheer: { final: "succeeded" },
    },
    [],
  );
  expect(await ended(id)).toMatchObject({
    state: "failed",
    states: { report: "succeeded", cheer: "skipped" },
  });
  expect(readFileSync(report, "utf8")).toBe("failed: a exit 4 no space left\n");
});

test("a success whose condition does not hold is an end, and branch: some makes it a failure", async () => {
  const edges = [{ tail: "a", head: "b", when: "1 > 2" }];
  const free = await launched("optional", { a: {}, b: {} }, edges);
  expect(await ended(free.id)).toMatchObject({ state: "succeeded", states: { b: "skipped" } });
  const strict = await launched("strict", { a: { branch: "some" }, b: {} }, edges);
  expect(await ended(strict.id)).toMatchObject({
    state: "failed",
    reason: "a failed: no condition met: `1 > 2`",
  });
});

test("a retry after a rescue does not run the join behind both paths again; a rerun of the join does", async () => {
  const go = join(await makeDirectory(), "go");
  const { id, journal } = await launched("stale", { a: { exit: `[ -e ${go} ]` }, rescue: {}, b: {}, j: {} }, [
    "a -> b",
    "b -> j",
    "rescue -> j",
    failed("a", "rescue", { rescue: true }),
  ]);
  expect(await ended(id)).toMatchObject({ state: "succeeded" });
  writeFileSync(go, "");
  const retry = signalbox(`track retry ${id} a --reason again`);
  expect(await retry.code, retry.err).toBe(0);
  expect(await ended(id)).toMatchObject({ state: "succeeded", states: { a: "succeeded", b: "succeeded" } });
  expect(await signalbox(`track retry ${id} j --downstream --reason new`).code).toBe(0);
  expect(await ended(id)).toMatchObject({ state: "succeeded" });
  expect(linesOf(journal)).toEqual(["a", "rescue", "j", "a", "b", "j"]);
});

test("a pipeline that ended by its timeout is retried at a step that had no time", async () => {
  const { id, journal } = await launched(
    "timed",
    { a: { exit: "[ $SIGNALBOX_ATTEMPT -gt 1 ] || sleep 60" }, b: {} },
    ["a -> b"],
    { timeout: "1s" },
  );
  expect(await ended(id)).toMatchObject({ state: "failed", states: { a: "failed", b: "skipped" } });
  const retry = signalbox(`track retry ${id} a --reason again`);
  expect(await retry.code, retry.err).toBe(0);
  expect(await ended(id)).toMatchObject({ state: "succeeded" });
  expect(linesOf(journal)).toEqual(["a", "a", "b"]);
});

test("an edge with after starts its head while its tail runs on, and not when the tail ended in time", async () => {
  const { id, journal } = await launched(
    "timer",
    { slow: { exit: "sleep 2.5" }, remind: {}, quick: {}, never: {} },
    [
      { tail: "slow", head: "remind", after: "1s" },
      { tail: "quick", head: "never", after: "1h" },
    ],
  );
  await vi.waitFor(() => expect(linesOf(journal)).toContain("remind"), 20_000);
  const { tracks } = await json(`pipeline show ${id}`);
  expect(tracks.find((track: { vertex: string }) => track.vertex === "slow").state).toBe("running");
  expect(await ended(id)).toMatchObject({
    state: "succeeded",
    states: { slow: "succeeded", remind: "succeeded", never: "skipped" },
  });
});

test("a question with a reminder is shown with what waits for its answer, and the reminder does not", async () => {
  const { id } = await launched(
    "reminded",
    { ask: { kind: "approval", script: undefined }, go: {}, remind: {} },
    ["ask -> go", { tail: "ask", head: "remind", after: "1h" }],
  );
  await vi.waitFor(async () => expect(await json("prompt list")).toHaveLength(1), 10_000);
  const [prompt] = await json("prompt list");
  const shown = signalbox(`prompt show ${prompt.id}`);
  expect(await shown.code).toBe(0);
  expect(shown.out).toMatch(/Before +go\n/);
  expect(await signalbox(`pipeline cancel ${id} --kill`).code).toBe(0);
});
