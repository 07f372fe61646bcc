import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { addRunnerToken, enrolRunner } from "#services/remote-runners/runner-tokens.ts";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
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
  const connection = () => new ServerConnection(api.url, token);
  const token = await enrolled("newer");
  const [server, pulse] = [connection(), connection()];
  const leaseMs = 600_000;
  const gateway = new RemoteGateway({ server, pulse, leaseMs, onRefused: (why) => expect(why).toBe("") });
  const identity = { name: "newer", host: "h", pid: 1, labels: [], slots: 4, containment: "process-group" };
  const runner = { runnerId: await gateway.register(identity, [""], leaseMs), name: "newer", labels: [""] };
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

function resultOf(track: ClaimedTrack, endedBy: string | null): AttemptResult {
  const { trackId, pipelineId, number, attempt, token } = track;
  const end = { exitCode: 0, signal: null, outputText: null, isOutputCut: false, spawnError: null };
  // As a runner of a later version would say it.
  const ended = { ...end, endedBy } as AttemptResult["end"];
  return { trackId, pipelineId, number, attempt, token, end: ended, logBytes: 0, isLogCut: false };
}
