import { afterAll, expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { registerRunner } from "../fleet/runner-life.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { claimTracks } from "./claim-tracks.ts";
import { settleTracks } from "./settle-tracks.ts";

const { database, databaseUrl, launch } = await startTestSystem();
/** With one connection, of which the server counts the statements: what others ask does not count. */
const counted = openDatabase(databaseUrl, 1);
afterAll(() => counted.close());

const identity = { name: "counted", host: "here", pid: 1, labels: [], slots: 4, containment: "none" };
const claimant = {
  name: "counted",
  runnerId: await registerRunner(database, identity, 600_000),
  labels: [""],
};

async function statementsOf({ pool }: Database): Promise<number> {
  const [rows] = await pool.query("show session status like 'Questions'");
  return Number((rows as unknown as { Value: string }[])[0]?.Value);
}

function resultOf({ trackId, pipelineId, number, attempt, token }: ClaimedTrack): AttemptResult {
  const ended = { signal: null, outputText: null, isOutputCut: false, endedBy: null, spawnError: null };
  const end = { exitCode: 0, ...ended };
  return { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
}

test("in a chain a result is settled, and the next track claimed, with few statements", async () => {
  const names = Array.from({ length: 60 }, (_, place) => `v${place}`);
  const vertices = Object.fromEntries(names.map((name) => [name, { script: "true" }]));
  const edges = names.slice(1).map((name, place) => `${names[place]} -> ${name}`);
  const run = await launch({ name: "counted", vertices, edges });
  const kept = new KeptPipelines();
  const hops: number[] = [];
  let [track] = await claimTracks(counted, claimant, 1, undefined, kept);
  while (track !== undefined) {
    const before = await statementsOf(counted);
    const { claimed } = await settleTracks(counted, [resultOf(track)], claimant, 4, kept);
    hops.push((await statementsOf(counted)) - before - 1);
    [track] = claimed;
  }
  expect((await run.now()).pipeline.state).toBe("succeeded");
  expect(hops).toHaveLength(names.length);
  // BEGIN, the pipeline, two tracks, events, the end of one attempt, the next attempt, COMMIT; now and then the next tracks.
  expect(hops.slice(0, -1).filter((statements) => statements > 8)).toHaveLength(3);
  expect(Math.max(...hops)).toBeLessThanOrEqual(9);
});
