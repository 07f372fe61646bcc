import { expect, test } from "vitest";
import type { ClaimedTrack, UnsettledAttempt } from "#contract/runners/runner-gateway.ts";
import { openLog } from "#platform/log.ts";
import { claimTracks } from "#services/attempts/claim-tracks.ts";
import { settleTracks } from "#services/attempts/settle-tracks.ts";
import { registerRunner } from "#services/fleet/runner-life.ts";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { ActiveAttempts } from "../attempts/active-attempts.ts";
import { attemptResult, type handedBackResult, lostResult } from "../attempts/attempt-result.ts";
import { directGateway } from "../gateway/direct-gateway-for-test.ts";
import { returnLostClaims } from "./return-lost-claims.ts";

const { database, launch } = await startTestSystem();
const gateway = directGateway(database);

/** A runner that has claimed A and B a minute ago. */
async function claimedAB(name: string) {
  const row = { name, host: "h", pid: 1, labels: [], slots: 2, containment: "process-group" };
  const runnerId = await registerRunner(database, row, 600_000);
  const claimant = { runnerId, name, labels: [name] };
  const vertex = { labels: [name], script: "true" };
  const run = await launch({ name, vertices: { A: vertex, B: vertex } });
  const claimed = await claimTracks(database, claimant, 2);
  const earlier = "UPDATE attempt SET started_at = started_at - INTERVAL 1 MINUTE WHERE runner_id = ?";
  await database.pool.query(earlier, [runnerId]);
  const byName = (vertex: string): ClaimedTrack => {
    const found = claimed.find((each) => each.vertex === vertex);
    if (found === undefined) throw new Error(`${vertex} was not claimed.`);
    return found;
  };
  const settler = {
    settle: async (result: ReturnType<typeof handedBackResult>) => {
      await settleTracks(database, [result], claimant, 0);
    },
  };
  const parts = { log: openLog("test", "silent"), registration: { runnerId }, settler };
  return { run, A: byName("A"), B: byName("B"), parts };
}

test("what a living runner has told as lost waits for a person: only claims that it does not know are handed back", async () => {
  const { run, A, parts } = await claimedAB("told");
  await parts.settler.settle(lostResult(A, "lost: its end is not known"));
  await returnLostClaims({ ...parts, gateway, active: new ActiveAttempts() });
  const view = await run.now();
  expect(trackIn(view, "A")).toMatchObject({ state: "lost", reason: "lost: its end is not known" });
  expect(trackIn(view, "B").state).toBe("pending");
});

test("what a living runner had to interrupt at its end waits for a person", async () => {
  const { run, A, parts } = await claimedAB("interrupted");
  const killed = { exitCode: null, signal: "SIGTERM", outputText: "", isOutputCut: false, spawnError: null };
  const end = { ...killed, endedBy: "shutdown" as const, logBytes: 0, isLogCut: false };
  await parts.settler.settle(attemptResult(A, end));
  await returnLostClaims({ ...parts, gateway, active: new ActiveAttempts() });
  const view = await run.now();
  expect(trackIn(view, "A").state).toBe("lost");
  expect(trackIn(view, "B").state).toBe("pending");
});

test("an attempt that is settled while its runner asks is not handed back", async () => {
  const { run, A, B, parts } = await claimedAB("meanwhile");
  const active = new ActiveAttempts();
  for (const each of [A, B]) active.add(each);
  const answersLate = {
    async unsettled(...asked: Parameters<typeof gateway.unsettled>): Promise<readonly UnsettledAttempt[]> {
      const answer = await gateway.unsettled(...asked);
      await parts.settler.settle(lostResult(A, "lost: its end is not known"));
      active.remove(A);
      return answer;
    },
  };
  await returnLostClaims({ ...parts, gateway: answersLate, active });
  const view = await run.now();
  expect(trackIn(view, "A").state).toBe("lost");
  expect(trackIn(view, "B").state).toBe("running");
});
