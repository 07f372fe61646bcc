import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RowDataPacket } from "mysql2/promise";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { claimTracks } from "#services/attempts/claim-tracks.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { listEvents } from "#services/pipelines/read/show-pipeline.ts";
import { forceTrack } from "#services/tracks/force-track.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { everyAttempt } from "#testing/every-attempt.ts";
import { isAlive } from "#testing/is-alive.ts";
import { trackIn, wideGraph } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startTestSystem } from "#testing/test-system.ts";

/** Long enough for a busy machine to renew in time, short enough for the test to wait for. */
const LEASE = { SIGNALBOX_LEASE: "3" };

const { database, launch, startRunner, stopRunners, makeDirectory } = await startTestSystem();

let dir: string;

beforeEach(async () => {
  dir = await makeDirectory();
});

afterEach(stopRunners);

function start(name: string, env: Readonly<Record<string, string>> = {}) {
  return startRunner({ SIGNALBOX_RUNNER: name, ...env });
}

/** A file to which scripts write one line each time they run, so that the test counts executions from outside. */
function tally() {
  const path = join(dir, "tally");
  const lines = () => linesOf(path);
  return { script: `echo $SIGNALBOX_VERTEX >> ${path}`, lines };
}

test("two runners share a wide pipeline, and each script runs once", async () => {
  await Promise.all([start("r1", { SIGNALBOX_SLOTS: "4" }), start("r2", { SIGNALBOX_SLOTS: "4" })]);
  const { script, lines } = tally();
  const go = join(dir, "go");
  // No script between source and sink ends before all slots of both are full, however busy the machine is.
  const wait = `[ $SIGNALBOX_VERTEX = source ] || until [ -e ${go} ]; do sleep 0.05; done`;
  const run = await launch(wideGraph("shared", 60, `${script}; ${wait}`));
  await vi.waitFor(() => expect(lines()).toHaveLength(9), { timeout: 30_000 });
  writeFileSync(go, "");
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines().sort()).toEqual(tracks.map(({ vertex }) => vertex).sort());
  expect(tracks.map(({ attempt }) => attempt)).toEqual(tracks.map(() => 1));
  expect(new Set(tracks.map(({ runner }) => runner))).toEqual(new Set(["r1", "r2"]));
});

test("what only a stopped runner was told of is found by another one's slow poll", async () => {
  const [stopped] = await Promise.all([start("stopped"), start("other")]);
  process.kill(stopped.pid, "SIGSTOP");
  // In turn: one of two is told to the stopped one.
  const runs = [await launch(wideGraph("told-1", 2, "true")), await launch(wideGraph("told-2", 2, "true"))];
  for (const run of runs) {
    const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
    expect(new Set(tracks.map(({ runner }) => runner))).toEqual(new Set(["other"]));
  }
  process.kill(stopped.pid, "SIGCONT");
});

test("when a runner is killed while its script runs, its track is lost, its script is dead, and all other tracks go on", async () => {
  const victim = await startRunner({
    SIGNALBOX_RUNNER: "victim",
    SIGNALBOX_LABELS: "doomed",
    ...LEASE,
  });
  const begun = join(dir, "begun");
  const script = [
    `echo run >> ${begun}`,
    `if [ "$SIGNALBOX_ATTEMPT" -gt 1 ]; then exit 0; fi`,
    "sleep 600 & setsid sleep 601 & wait",
  ].join("\n");
  const run = await launch(
    `signalbox: 1\nname: crash\nvertices:\n  hit: { labels: [doomed], script: ${JSON.stringify(script)} }\n  other: { labels: [steady], script: sleep 1 }\n  after: { script: echo after }\n  last: { script: echo last }\nedges: [hit -> after, other -> last]\n`,
  );
  await vi.waitFor(() => expect(existsSync(begun)).toBe(true), { timeout: 20_000 });
  await run.until((view) => trackIn(view, "hit").state === "running");
  await start("survivor", { SIGNALBOX_LABELS: "steady", ...LEASE });
  const family = await vi.waitFor(() => {
    const found = familyOf(victim.pid);
    expect(found.length).toBeGreaterThan(1);
    return found;
  });
  await victim.crash();
  await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), { timeout: 10_000 });
  const lost = await run.until(
    (view) => trackIn(view, "hit").state === "lost" && trackIn(view, "last").state === "succeeded",
  );
  expect(trackIn(lost, "hit").reason).toMatch(/lost: runner victim last seen/);
  expect(trackIn(lost, "after").state).toBe("waiting");
  expect(lost.pipeline).toMatchObject({ state: "running", needsHuman: true });

  await start("victim-2", { SIGNALBOX_LABELS: "doomed", ...LEASE });
  await retryTrack(database, { id: run.id, vertex: "hit", reason: "nothing was half done" }, "ann");
  const ended = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(trackIn(ended, "hit").attempt).toBe(2);
  expect(readFileSync(begun, "utf8")).toBe("run\nrun\n");
  const attempts = await everyAttempt(database.queries, run.id, "hit");
  const ends = attempts.map(({ number, state }) => `${number} ${state}`);
  expect(ends).toEqual(["1 failed", "2 succeeded"]);
}, 60_000);

/** Every process below this one. */
function familyOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8")
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map(Number);
  return [...children, ...children.flatMap((child) => (existsSync(`/proc/${child}`) ? familyOf(child) : []))];
}

test("with onLost: retry a second attempt begins on another runner, after the first one is dead", async () => {
  const { script, lines } = tally();
  const victim = await startRunner({
    SIGNALBOX_RUNNER: "first",
    SIGNALBOX_LABELS: "pair",
    ...LEASE,
  });
  const run = await launch(
    `signalbox: 1\nname: lost-again\nvertices:\n  A: { labels: [pair], onLost: retry, script: ${JSON.stringify(`${script}; [ $SIGNALBOX_ATTEMPT -gt 1 ] || sleep 600`)} }\n`,
  );
  await vi.waitFor(() => expect(lines()).toHaveLength(1), { timeout: 20_000 });
  const family = familyOf(victim.pid);
  await victim.crash();
  await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), { timeout: 10_000 });
  await start("second", { SIGNALBOX_LABELS: "pair", ...LEASE });
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(tracks[0]).toMatchObject({ attempt: 2, runner: "second" });
  expect(lines()).toHaveLength(2);
}, 60_000);

test("a retry waits for its delay without a slot, and the last attempt counts", async () => {
  await start("r1", { SIGNALBOX_SLOTS: "1" });
  const { script, lines } = tally();
  const run = await launch(
    `signalbox: 1\nname: retried\nonFailure: continue\nvertices:\n  A: { retry: { max: 2, delay: 1s }, script: ${JSON.stringify(`${script}; exit 75`)} }\n  B: { script: ${JSON.stringify(script)} }\n`,
  );
  await run.until(
    (view) => trackIn(view, "A").state === "sleeping" && trackIn(view, "B").state === "succeeded",
  );
  expect(trackIn(await run.now(), "A").why).toMatch(/^Exit 75; retry 1 of 2 in 1s/);
  const ended = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(trackIn(ended, "A")).toMatchObject({ attempt: 3, reason: "exit 75" });
  expect(lines().filter((line) => line === "A")).toHaveLength(3);
});

test("a running track that a person marks as failed is failed at once: its script is ended, its late report refused", async () => {
  const runner = await start("r1");
  const run = await launch(
    "signalbox: 1\nname: force-failed\nonFailure: continue\nvertices:\n  A: { script: sleep 600 }\n  B: { script: echo B }\nedges: [{ tail: A, head: B, when: failed, rescue: true }]\n",
  );
  await run.until((view) => trackIn(view, "A").state === "running");
  const scripts = await vi.waitFor(() => {
    const sleeping = familyOf(runner.pid).filter((pid) => /^sleep 600/.test(commandOf(pid)));
    expect(sleeping.length).toBeGreaterThan(0);
    return sleeping;
  });
  await forceTrack(database, { id: run.id, vertex: "A", to: "failed", reason: "wrong host" }, "ann");
  expect(trackIn(await run.now(), "A")).toMatchObject({
    state: "failed",
    reason: "marked as failed by ann: wrong host",
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await vi.waitFor(() => expect(scripts.filter(isAlive)).toEqual([]), { timeout: 15_000 });
  await vi.waitFor(async () => {
    const events = await listEvents(database.queries, run.id, undefined, 100);
    expect(events.filter(({ kind }) => kind === "refused")).toHaveLength(1);
  }, 10_000);
  expect(trackIn(await run.now(), "A").state).toBe("failed");
}, 45_000);

test("a cancel with kill ends the script and all that it started", async () => {
  const runner = await start("r1");
  const run = await launch(
    "signalbox: 1\nname: to-kill\nvertices:\n  long: { script: 'sleep 600 & setsid sleep 601 & sleep 602' }\n",
  );
  await run.until((view) => trackIn(view, "long").state === "running");
  const scripts = await vi.waitFor(() => {
    const sleeping = familyOf(runner.pid).filter((pid) => /^sleep 60[012]/.test(commandOf(pid)));
    expect(sleeping).toHaveLength(3);
    return sleeping;
  });
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "cancelled");
  expect(tracks[0]?.reason).toBe("cancelled by ann");
  await vi.waitFor(() => expect(scripts.filter(isAlive)).toEqual([]), { timeout: 15_000 });
}, 60_000);

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // The process ended between the two reads.
    return "";
  }
}

test("a runner that is asked to stop lets its scripts finish, settles them, and begins nothing more", async () => {
  const runner = await start("stopping");
  const { script, lines } = tally();
  const go = join(dir, "go");
  const run = await launch(
    `signalbox: 1\nname: drain\nvertices:\n  one: { script: ${JSON.stringify(`${script}; until [ -e ${go} ]; do sleep 0.05; done`)} }\n  two: { script: ${JSON.stringify(script)} }\nedges: [one -> two]\n`,
  );
  await vi.waitFor(() => expect(lines()).toEqual(["one"]), { timeout: 20_000 });
  const stopping = runner.stop();
  // Others have to know it while its script goes on: it does nothing for all any more.
  const isDraining = async () => expect((await runnerNamed("stopping")).state).toBe("draining");
  await vi.waitFor(isDraining, { timeout: 20_000 });
  writeFileSync(go, "");
  await stopping;
  const view = await run.now();
  expect(view.tracks.map(({ state }) => state)).toEqual(["succeeded", "pending"]);
  expect(lines()).toEqual(["one"]);
  await start("r2");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines()).toEqual(["one", "two"]);
});

test("an unset input fails the track before anything of it runs", async () => {
  await start("r1");
  const { lines } = tally();
  const run = await launch(
    `signalbox: 1\nname: unset\nvertices:\n  A: { inputs: { path: { type: string } }, script: ${JSON.stringify(`${tally().script}; rm -rf "{path}/data"`)} }\n`,
  );
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]).toMatchObject({ state: "failed", attempt: 0 });
  expect(tracks[0]?.reason).toMatch(/path/);
  expect(lines()).toEqual([]);
});

test("a claim whose answer was lost is handed back by its runner, and runs once", async () => {
  const { script, lines } = tally();
  const run = await launch(
    `signalbox: 1\nname: forgotten\nvertices:\n  A: { labels: [forgotten], script: ${JSON.stringify(script)} }\n`,
  );
  await start("forgetful", { SIGNALBOX_LABELS: "other", ...LEASE });
  const { id: runnerId } = await runnerNamed("forgetful");
  // As if it had claimed, and its connection had broken during COMMIT.
  const claimant = { runnerId, name: "forgetful", labels: ["forgotten"] };
  expect(await claimTracks(database, claimant, 1)).toHaveLength(1);
  const earlier = "UPDATE attempt SET started_at = started_at - INTERVAL 1 MINUTE WHERE runner_id = ?";
  await database.pool.query(earlier, [runnerId]);
  await run.until((view) => trackIn(view, "A").state === "pending", 30_000);
  expect(lines()).toEqual([]);
  await start("other", { SIGNALBOX_LABELS: "forgotten" });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(lines()).toEqual(["A"]);
}, 60_000);

async function runnerNamed(name: string): Promise<{ id: number; state: string }> {
  const [rows] = await database.pool.query<RowDataPacket[]>("SELECT id, state FROM runner WHERE name = ?", [
    name,
  ]);
  return { id: rows[0]?.["id"] ?? -1, state: rows[0]?.["state"] ?? "" };
}

test("a timeout ends a script that does nothing but sleep", async () => {
  await start("r1");
  const run = await launch("signalbox: 1\nname: slow\nvertices:\n  A: { timeout: 1s, script: sleep 600 }\n");
  const { tracks } = await run.until(({ pipeline }) => pipeline.state === "failed", 30_000);
  expect(tracks[0]?.reason).toMatch(/^timeout after 1s/);
}, 45_000);

test("without wake-ups a slow poll finds everything: launches, retries, locks, items, timers and kills", async () => {
  const nowhere = join(dir, "no directory");
  writeFileSync(nowhere, "");
  const alone = (name: string) => start(name, { SIGNALBOX_WAKE_UPS: nowhere, SIGNALBOX_LOG: "warn" });
  const runners = await Promise.all([alone("r1"), alone("r2")]);
  const once = `[ "$SIGNALBOX_ATTEMPT" -gt 1 ]`;
  const run = await launch({
    name: "slow",
    vertices: {
      again: { script: once, retry: { max: 1, delay: "1s" } },
      pause: { kind: "wait", wait: { for: "1s" } },
      items: { script: "true", foreach: { items: "[1, 2, 3]" } },
      one: { script: "sleep 0.2", locks: ["slow"] },
      two: { script: "sleep 0.2", locks: ["slow"] },
      ends: { script: "true" },
    },
    edges: ["again -> ends", "pause -> ends", "items -> ends", "one -> ends", "two -> ends"],
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const long = await launch({ name: "long", vertices: { A: { script: "sleep 600" } } });
  await long.until((view) => trackIn(view, "A").state === "running");
  await cancelPipeline(database, { id: long.id, reason: "enough", kill: true }, "ann");
  await long.until(({ pipeline }) => pipeline.state === "cancelled");
  for (const runner of runners)
    expect(runner.logLines().filter((line) => line.includes("the socket for wake-ups failed"))).toHaveLength(
      1,
    );
});
