import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { openLog } from "#platform/log.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { addRunnerToken, enrolRunner } from "#services/remote-runners/runner-tokens.ts";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { LogWriter } from "../../log/log-writer.ts";
import { RemoteGateway } from "./remote-gateway.ts";
import { ServerConnection } from "./server-connection.ts";

const { database, launch, startApi, startRemoteRunner, stopRunners } = await startTestSystem();
afterEach(stopRunners);
const api = await startApi(undefined, true);

async function enrolled(name: string): Promise<string> {
  const { code } = await addRunnerToken(
    database.queries,
    { name, labels: [], folders: [""], days: null },
    "ann",
  );
  const token = randomBytes(32).toString("base64url");
  await enrolRunner(database.queries, { code, token });
  return token;
}

async function openRemote(name: string) {
  const token = await enrolled(name);
  const connection = () => new ServerConnection(api.url, token);
  const [server, pulse] = [connection(), connection()];
  const leaseMs = 600_000;
  const gateway = new RemoteGateway({ server, pulse, leaseMs, onRefused: (why) => expect(why).toBe("") });
  const identity = { name, host: "h", pid: 1, labels: [], slots: 4, containment: "process-group" };
  const runner = { runnerId: await gateway.register(identity, [""], leaseMs), name, labels: [""] };
  return { gateway, runner };
}

test("a script that a limit of its remote runner ended has failed, and the results of others of its pipeline are taken", async () => {
  const runner = await startRemoteRunner(api.url, await enrolled("limited"), {
    SIGNALBOX_WORK_LIMIT: "2M",
    SIGNALBOX_LEASE: "30",
  });
  const run = await launch({
    name: "limited",
    onFailure: "continue",
    vertices: {
      big: { script: "head -c 8000000 /dev/zero > file; sleep 600" },
      small: { script: "echo done" },
    },
  });
  const view = await run.until(({ pipeline }) => pipeline.state !== "running");
  expect(trackIn(view, "small").state).toBe("succeeded");
  expect(trackIn(view, "big").state).toBe("failed");
  expect(trackIn(view, "big").reason).toContain("ended by its runner");
  await runner.stop();
});

test("a result that the server does not understand fails its track with the server's words, and others are taken; asked again, the same is answered", async () => {
  const { gateway, runner } = await openRemote("newer");
  const run = await launch({
    name: "newer",
    onFailure: "continue",
    vertices: { A: { script: "echo a" }, B: { script: "echo b" }, C: { script: "echo c" } },
    edges: ["B -> C"],
  });
  const { candidates } = await gateway.look(runner, 4);
  const { claimed } = await gateway.claim(runner, candidates, 2, () => undefined);
  const results = claimed.map((track) => resultOf(track, track.vertex === "A" ? "a-new-reason" : null));
  const settled = await gateway.settle(results, runner, 1);
  expect(settled.fates).toEqual(["settled", "settled"]);
  expect(settled.claimed.map(({ vertex }) => vertex)).toEqual(["C"]);
  expect(await gateway.settle(results, runner, 1)).toEqual(settled);
  const view = await run.now();
  expect(trackIn(view, "A").state).toBe("failed");
  expect(trackIn(view, "A").reason).toContain("Its result could not be taken: results.0.end:");
  expect(trackIn(view, "B").state).toBe("succeeded");
  await gateway.close();
});

test("the log of a time without the server is stored afterwards, however many pieces it has; a piece that is refused holds back no other", async () => {
  const { gateway, runner } = await openRemote("chatty");
  await launch({ name: "chatty", vertices: { A: { script: "echo a" } } });
  const { candidates } = await gateway.look(runner, 1);
  const { claimed } = await gateway.claim(runner, candidates, 1, () => undefined);
  const [track] = claimed as [ClaimedTrack];
  const log = new LogWriter(gateway, new RepeatedWarnings(openLog("test", "silent"))).openLog(track);
  const lines = Array.from({ length: 2_500 }, (_, at) => `line ${at}\n`);
  for (const [at, line] of lines.entries()) {
    // As a runner of a later version would say it.
    if (at === 1_234) log.write("a-new-stream" as "stdout", Buffer.from("new\n"));
    // Each is a piece of its own: only what follows on the same stream is joined.
    log.write(at % 2 === 0 ? "stdout" : "stderr", Buffer.from(line));
  }
  expect(await log.stored(20_000)).toBe(true);
  const [rows] = await database.pool.query(
    `select bytes from log_chunk where track_id = ${track.trackId} order by seq`,
  );
  expect((rows as { bytes: Buffer }[]).map(({ bytes }) => String(bytes))).toEqual(lines);
  await gateway.settle([resultOf(track, null)], runner, 0);
  await gateway.close();
});

function resultOf(track: ClaimedTrack, endedBy: string | null): AttemptResult {
  const { trackId, pipelineId, number, attempt, token } = track;
  const end = { exitCode: 0, signal: null, outputText: null, isOutputCut: false, spawnError: null };
  // As a runner of a later version would say it.
  const ended = { ...end, endedBy } as AttemptResult["end"];
  return { trackId, pipelineId, number, attempt, token, end: ended, logBytes: 0, isLogCut: false };
}

test("of a gap whose text is too long, the beginning is recorded, without half a character at its end", async () => {
  const { gateway, runner } = await openRemote("gap");
  const beginning = "x".repeat(499);
  await gateway.recordGap(runner.runnerId, `${beginning}😀`);
  const { gaps } = await examinePipelines(database, false, "ann");
  expect(gaps.map(({ text }) => text)).toEqual([beginning]);
});
