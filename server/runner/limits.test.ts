import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import type { LogPiece } from "#contract/runners/runner-gateway.ts";
import { openLog } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { logChunksAfter, storedLogOf } from "#repos/tracks/log-chunk-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { LogQuotas } from "#services/logs/log-quotas.ts";
import { cancelPipeline } from "#services/pipelines/cancel-pipeline.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { RemoteLogs } from "#services/remote-runners/remote-logs.ts";
import { addRunnerToken } from "#services/remote-runners/runner-tokens.ts";
import { retryTrack } from "#services/tracks/retry-track.ts";
import { wideGraph } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { directGateway } from "./gateway/direct-gateway-for-test.ts";
import { LogWriter } from "./log/log-writer.ts";

const { database, launch, startRunner, stopRunners, makeDirectory } = await startTestSystem();
await Promise.all(["r1", "r2"].map((name) => startRunner({ SIGNALBOX_RUNNER: name, SIGNALBOX_SLOTS: "8" })));

let dir: string;
let journal: string;

beforeEach(async () => {
  dir = await makeDirectory();
  journal = join(dir, "journal");
});

afterAll(async () => {
  await stopRunners();
  const [left] = await database.pool.query("select * from concurrency_slot");
  expect(left).toEqual([]);
});

/** A script that notes its begin and its end, so that the test sees how many ran at once. */
function noting(): string {
  return `echo "+" >> ${journal}; sleep 0.1; echo "-" >> ${journal}`;
}

/** As `noting`, but no script ends before `count` scripts have begun: so many run at once, if they may. */
function meeting(count: number): string {
  const meet = `until [ $(grep -c + ${journal}) -ge ${count} ]; do sleep 0.02; done`;
  return `echo "+" >> ${journal}; ${meet}; sleep 0.1; echo "-" >> ${journal}`;
}

function mostAtOnce(): number {
  let now = 0;
  let most = 0;
  for (const line of readFileSync(journal, "utf8").trim().split("\n")) {
    now += line === "+" ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}

test("the logs of a pipeline have a limit together: the rest is left out, and the log says so", async () => {
  const run = await launch("signalbox: 1\nname: full-log\nvertices:\n  A: { script: 'true' }\n");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const trackId = (await tracksOf(database.queries, run.id))[0]?.id ?? 0;
  const warnings = new RepeatedWarnings(openLog("test", "silent"));
  const writer = new LogWriter(directGateway(database), warnings, new LogQuotas(async () => 0, 10));
  const log = writer.openLog({ pipelineId: run.id, trackId, attempt: 1 });
  for (const text of ["12345\n", "6789\n", "abc\n", "d\n"]) void log.write("merged", Buffer.from(text));
  await log.stored(60_000);
  expect(log.isCut).toBe(true);
  const chunks = await logChunksAfter(database.queries, trackId, 1, 0, 9);
  expect(chunks.map(({ stream, bytes }) => `${stream}: ${bytes.toString()}`)).toEqual([
    "merged: 12345\n",
    "system: [signalbox: log cut: the logs of a pipeline have at most 1 GiB together]\n",
  ]);
});

test("a graph says how much of a log is kept: its runner leaves out the middle and says so, and a false one stores no more", async () => {
  const script = "head -c 3000000 /dev/zero | tr '\\0' x; echo; echo the end";
  const run = await launch({ name: "capped", limits: { logMiB: 1 }, vertices: { A: { script } } });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const trackId = (await tracksOf(database.queries, run.id))[0]?.id ?? 0;
  const chunks = await logChunksAfter(database.queries, trackId, 1, 0, 99);
  const said = chunks.filter(({ stream }) => stream === "system").map(({ bytes }) => bytes.toString());
  expect(said.at(-1)).toMatch(/ bytes of output are left out here: the graph keeps at most 1 MiB of a log\]/);
  const printed = Buffer.concat(
    chunks.filter(({ stream }) => stream !== "system").map(({ bytes }) => bytes),
  ).toString();
  expect(printed.endsWith("x\nthe end\n")).toBe(true);
  // The end begins with a line: of one line of three million letters only the beginning and what follows are kept.
  expect(printed.length).toBeLessThanOrEqual(1024 * 1024);
  expect(printed.length).toBeGreaterThan(700 * 1024);
  const wanted = { name: "greedy", labels: [], folders: [""], days: null };
  const { id: tokenId } = await addRunnerToken(database.queries, wanted, "ann");
  await database.pool.query(`update runner set token_id = ${tokenId}`);
  const logs = new RemoteLogs(database);
  const part = { trackId, attempt: 1, stream: "merged" as const, bytes: Buffer.alloc(60_000, "y"), ageMs: 0 };
  const taken: boolean[] = [];
  // How much room the runner left depends on how its script's output was cut into pieces.
  for (let seq = 1_001; seq <= 1_010; seq += 1) taken.push(await logs.store(tokenId, [{ ...part, seq }]));
  expect([taken[0], taken.at(-1)]).toEqual([true, false]);
});

test("a false runner without a database stores no more log than the limits, in whatever order and however often it sends", async () => {
  const run = await launch({ name: "chatty", vertices: { A: { script: "true" }, B: { script: "true" } } });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const ids = (await tracksOf(database.queries, run.id)).map(({ id }) => id);
  const wanted = { name: "chatty", labels: [], folders: [""], days: null };
  const { id: tokenId } = await addRunnerToken(database.queries, wanted, "ann");
  await database.pool.query(`update runner set token_id = ${tokenId}`);
  const piece = (place: number, seq: number): Omit<LogPiece, "pipelineId"> => ({
    trackId: ids[place] ?? 0,
    attempt: 1,
    seq,
    stream: "merged",
    bytes: Buffer.alloc(100, "x"),
    ageMs: 0,
  });
  const stored = async (place: number) => (await storedLogOf(database.queries, ids[place] ?? 0, 1)).bytes;
  const logs = new RemoteLogs(database, 1_000, 1_500);
  // The answers were lost, so it sends them again.
  for (let times = 0; times < 20; times += 1)
    expect(await logs.store(tokenId, [piece(0, 1), piece(0, 2)])).toBe(true);
  expect(await stored(0)).toBe(200);
  expect(
    await logs.store(
      tokenId,
      [5_000, 4_000, 4_001, 300, 3].map((seq) => piece(0, seq)),
    ),
  ).toBe(true);
  for (const seq of [10, 9, 8, 7, 6, 5, 4]) await logs.store(tokenId, [piece(0, seq)]);
  expect(await stored(0)).toBe(1_000);
  // Another web process knows nothing of it, and reads it.
  expect(await new RemoteLogs(database, 1_000, 1_500).store(tokenId, [piece(0, 11)])).toBe(false);
  expect(
    await logs.store(
      tokenId,
      Array.from({ length: 9 }, (_, seq) => piece(1, seq + 1)),
    ),
  ).toBe(false);
  expect((await stored(0)) + (await stored(1))).toBe(1_500);
  expect(await logs.store(tokenId + 1, [piece(1, 20)])).toBe(true);
  expect((await stored(0)) + (await stored(1))).toBe(1_500);
  await database.pool.query("update runner set token_id = null");
});

test("a named lock is held by one at a time, over all pipelines and runners", async () => {
  const text = (name: string) =>
    `signalbox: 1\nname: ${name}\nvertices:\n${["A", "B", "C", "D"].map((vertex) => `  ${vertex}: { locks: [db, cache], script: '${noting()}' }`).join("\n")}\n`;
  const runs = [await launch(text("one")), await launch(text("other"))];
  for (const run of runs) await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(mostAtOnce()).toBe(1);
});

test("a vertex's limit counts over the pipelines of its graph; a track that waits for it delays no other track", async () => {
  const { id, ...first } = await launch(
    `signalbox: 1\nname: limited\nvertices:\n  A: { limit: 2, script: '${meeting(2)}' }\n  free: { script: 'echo free >> ${dir}/free' }\n`,
  );
  const ids = [id];
  for (let times = 0; times < 5; times += 1)
    ids.push((await launchPipeline(database, { graph: "limited", params: {}, inputs: {} }, "ann")).id);
  await first.until(({ pipeline }) => pipeline.state === "succeeded");
  await vi.waitFor(
    async () => {
      const states = await Promise.all(
        ids.map(async (each) => (await showPipeline(database.queries, each)).pipeline.state),
      );
      expect(new Set(states)).toEqual(new Set(["succeeded"]));
    },
    { timeout: 20_000, interval: 50 },
  );
  expect(mostAtOnce()).toBe(2);
});

test("one pipeline never runs more tracks than its limit", async () => {
  // The source vertex runs alone.
  const script = `[ $SIGNALBOX_VERTEX = source ] && exit; ${meeting(3)}`;
  const text = wideGraph("narrow", 12, script).replace("vertices:", "limits: { tracks: 3 }\nvertices:");
  const run = await launch(text);
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  expect(mostAtOnce()).toBe(3);
});

test("a graph never has more running pipelines than its limit: the others wait in the queue, and can be cancelled there", async () => {
  const run = await launch(
    `signalbox: 1\nname: queued\nlimits: { pipelines: 1 }\nvertices:\n  A: { script: '${noting()}; until [ -e ${dir}/go ]; do sleep 0.05; done' }\n`,
  );
  const [second, third] = [
    await launchPipeline(database, { graph: "queued", params: {}, inputs: {} }, "ann"),
    await launchPipeline(database, { graph: "queued", params: {}, inputs: {} }, "ann"),
  ];
  const waiting = await showPipeline(database.queries, second.id);
  expect(waiting.pipeline).toMatchObject({ state: "running", isQueued: true });
  expect(waiting.pipeline.reason).toMatch(/^Queued: /);
  expect(waiting.tracks[0]?.state).toBe("waiting");
  await cancelPipeline(database, { id: second.id, kill: false }, "ann");
  await vi.waitFor(() => expect(existsSync(journal)).toBe(true));
  writeFileSync(join(dir, "go"), "");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await vi.waitFor(
    async () => expect((await showPipeline(database.queries, third.id)).pipeline.state).toBe("succeeded"),
    { timeout: 20_000 },
  );
  expect((await showPipeline(database.queries, second.id)).pipeline.state).toBe("cancelled");
  expect(mostAtOnce()).toBe(1);
});

test("the track with the smaller priority number goes first", async () => {
  const busy = await launch(
    `signalbox: 1\nname: busy\nvertices:\n${Array.from({ length: 16 }, (_, place) => `  v${place}: { script: 'until [ -e ${dir}/go ]; do sleep 0.05; done' }`).join("\n")}\n`,
  );
  await busy.until(({ tracks }) => tracks.every(({ state }) => state === "running"));
  await launch(
    `signalbox: 1\nname: ranked\nvertices: { A: { inputs: { n: { type: string, default: x } }, script: 'echo {n} >> ${journal}' } }\nlimits: { tracks: 1 }\n`,
  );
  const say = (n: string, priority: number) =>
    launchPipeline(database, { graph: "ranked", params: {}, inputs: { A: { n } }, priority }, "ann");
  const late = await say("late", 5);
  const early = await say("early", -5);
  writeFileSync(join(dir, "go"), "");
  for (const { id } of [late, early])
    await vi.waitFor(
      async () => expect((await showPipeline(database.queries, id)).pipeline.state).toBe("succeeded"),
      { timeout: 20_000 },
    );
  const [claims] = await database.pool.query(
    "select pipeline_id id, started_at at from track where pipeline_id in (?, ?) order by started_at, id",
    [late.id, early.id],
  );
  const at = new Map((claims as { id: number; at: string }[]).map(({ id, at: when }) => [id, String(when)]));
  expect(String(at.get(early.id)) <= String(at.get(late.id))).toBe(true);
});

test("a track that cannot be rendered takes no slot: other tracks with its lock and other items go on", async () => {
  const run = await launch(
    "signalbox: 1\nname: unrendered\nonFailure: continue\nvertices:\n  bad: { locks: [unrendered], inputs: { ip: { type: string } }, script: 'echo {ip}' }\n  good: { locks: [unrendered], script: 'true' }\n  items: { foreach: { items: '[1, 2, 3]', parallel: 1 }, inputs: { ip: { type: string } }, script: 'echo {ip}' }\n",
  );
  const view = await run.until(({ pipeline }) => pipeline.state === "failed");
  expect(view.tracks.map(({ state }) => state)).toEqual(["failed", "succeeded", "failed"]);
});

test("queued pipelines begin in order, their timeout begins when they do, and queues of other graphs do not delay them", async () => {
  const one = (name: string, script: string) =>
    `signalbox: 1\nname: ${name}\nlimits: { pipelines: 1 }\ntimeout: 2s\nvertices:\n  A: { script: ${JSON.stringify(script)} }\n`;
  const order = (graph: string) => launchPipeline(database, { graph, params: {}, inputs: {} }, "ann");
  const stateOf = async (id: number) => (await showPipeline(database.queries, id)).pipeline;
  // The third one ends later than 2 s after its launch.
  const slow = await launch(one("queue-slow", "sleep 0.8"));
  const queued = [await order("queue-slow"), await order("queue-slow")];
  const other = await launch(one("queue-other", "sleep 0.3"));
  const behind = await order("queue-other");
  await other.until(({ pipeline }) => pipeline.state === "succeeded");
  await expect.poll(async () => (await stateOf(behind.id)).state, { timeout: 10_000 }).toBe("succeeded");
  await slow.until(({ pipeline }) => pipeline.state === "succeeded");
  for (const { id } of queued)
    await expect.poll(async () => (await stateOf(id)).state, { timeout: 15_000 }).toBe("succeeded");
  const [first, second] = await Promise.all(queued.map(({ id }) => showPipeline(database.queries, id)));
  expect(Number(first?.tracks[0]?.finishedAt)).toBeLessThanOrEqual(Number(second?.tracks[0]?.startedAt));
}, 45_000);

test("a restarted pipeline counts for the limit: where the limit is reached, the restart is refused", async () => {
  const text = `signalbox: 1\nname: taken-up\nlimits: { pipelines: 1 }\nvertices:\n  A: { script: 'test -e ${dir}/ok || exit 1' }\n  B: { script: 'sleep 600' }\nedges: [A -> B]\n`;
  const failed = await launch(text);
  await failed.until(({ pipeline }) => pipeline.state === "failed");
  writeFileSync(join(dir, "ok"), "");
  const { id } = await launchPipeline(database, { graph: "taken-up", params: {}, inputs: {} }, "ann");
  const retry = () => retryTrack(database, { id: failed.id, vertex: "A", reason: "mended" }, "ann");
  await expect(retry()).rejects.toThrow(/limit of 1 running pipeline is reached/);
  expect((await failed.now()).pipeline.state).toBe("failed");
  await cancelPipeline(database, { id, kill: true }, "ann");
  await expect
    .poll(async () => (await showPipeline(database.queries, id)).pipeline.state, { timeout: 20_000 })
    .toBe("cancelled");
  await retry();
  await cancelPipeline(database, { id: failed.id, kill: true }, "ann");
  await failed.until(({ pipeline }) => pipeline.state === "cancelled", 30_000);
}, 60_000);
