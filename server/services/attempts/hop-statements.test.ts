import { afterAll, expect, test } from "vitest";
import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import { type NoticeRuleInput, saveNoticeRuleInput } from "#contract/triggers/notices.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { dueAfterSignals } from "#repos/triggers/after-signal-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { registerRunner } from "../fleet/runner-life.ts";
import { saveNoticeRule } from "../notices/save-notice-rule.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { saveTrigger, setTrigger } from "../triggers/save-trigger.ts";
import { claimTracks } from "./claim-tracks.ts";
import { settleTracks } from "./settle-tracks.ts";

const { database, databaseUrl, launch, seal } = await startTestSystem();
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

/** How many statements each hop of a chain of 60 tracks takes. */
async function hopsOf(name: string): Promise<number[]> {
  const names = Array.from({ length: 60 }, (_, place) => `v${place}`);
  const vertices = Object.fromEntries(names.map((each) => [each, { script: "true" }]));
  const edges = names.slice(1).map((each, place) => `${names[place]} -> ${each}`);
  const run = await launch({ name, vertices, edges });
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
  return hops;
}

test("in a chain a result is settled, and the next track claimed, with few statements", async () => {
  const hops = await hopsOf("counted");
  // BEGIN, the pipeline, two tracks, events, the end of one attempt, the next attempt, COMMIT; now and then the next tracks.
  expect(hops.slice(0, -1).filter((statements) => statements > 8)).toHaveLength(3);
  expect(Math.max(...hops)).toBeLessThanOrEqual(9);
});

test("a trigger that launches after the graph and a rule of notices cost a hop nothing, and its end no statement more", async () => {
  const plain = await hopsOf("watched");
  const at = plain.length - 1;
  await seal({ name: "next", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  const trigger = { name: "follow", graph: "next", kind: "after", settings: { graph: "watched" } };
  await saveTrigger(database, saveTriggerInput.parse(trigger), COMMAND_LINE);
  await setTrigger(database, { name: "follow", state: "active" }, COMMAND_LINE);
  expect(await hopsOf("watched")).toEqual(plain);
  const to = { kind: "webhook", url: "https://hooks.example.com/ends" };
  const rule = { name: "ends", folder: "", on: ["failed"], to, active: true };
  const outlets = { allowed: allowedAddresses([]), mailServer: null, site: "https://signalbox.example.com" };
  await saveNoticeRule(database, saveNoticeRuleInput.parse(rule) as NoticeRuleInput, COMMAND_LINE, outlets);
  expect(await hopsOf("watched")).toEqual(plain);
  // The last one claims nothing. It ends the pipeline, and looks once for rules and once for triggers.
  expect(plain[at]).toBe(9);
  expect(await dueAfterSignals(database.queries, 9)).toHaveLength(2);
});
