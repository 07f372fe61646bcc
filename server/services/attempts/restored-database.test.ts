import { expect, test } from "vitest";
import { trackIn } from "#testing/launched.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { attemptsToKill, recordGap, registerRunner } from "../fleet/runner-life.ts";
import { examinePipelines } from "../pipelines/examine-pipelines.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { settleTracks } from "./settle-tracks.ts";

const { database, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);
const identity = { name: "far", host: "h", pid: 1, labels: [], slots: 1, containment: "process-group" };

async function claimed(name: string) {
  const run = await launch({ name, vertices: { A: { script: "true" } } });
  const track = await runner.claim();
  if (track === null) throw new Error("Nothing was claimed.");
  return { run, track };
}

test("a script is not killed because the database is older than its attempt, or does not know its track", async () => {
  const { track } = await claimed("older");
  expect(await attemptsToKill(database, [track])).toEqual([]);
  expect(await attemptsToKill(database, [{ ...track, attempt: track.attempt + 1 }])).toEqual([]);
  expect(await attemptsToKill(database, [{ ...track, trackId: 999_999 }])).toEqual([]);
  const other = { ...track, token: Buffer.alloc(16, 1) };
  expect(await attemptsToKill(database, [other])).toEqual([{ token: other.token, why: "stale" }]);
  await runner.settle(track, 0);
});

test("an attempt whose end its runner cannot tell makes the track lost, with the reason", async () => {
  const { run, track } = await claimed("unknown");
  const { trackId, pipelineId, number, attempt, token } = track;
  const result = { trackId, pipelineId, number, attempt, token, end: null, logBytes: 0, isLogCut: false };
  const runnerId = await registerRunner(database, identity, 600_000);
  const claimant = { runnerId, name: "far", labels: [""] };
  const lost = { ...result, lostBecause: "lost: its end is not known" };
  expect((await settleTracks(database, [lost], claimant, 1)).fates).toEqual(["settled"]);
  expect(trackIn(await run.now(), "A")).toMatchObject({
    state: "lost",
    reason: "lost: its end is not known",
  });
});

test("what was told as lost is told again, because its answer was lost, and changes nothing", async () => {
  const { run, track } = await claimed("again");
  const { trackId, pipelineId, number, attempt, token } = track;
  const result = { trackId, pipelineId, number, attempt, token, end: null, logBytes: 0, isLogCut: false };
  const claimant = { runnerId: await registerRunner(database, identity, 600_000), name: "far", labels: [""] };
  const lost = { ...result, lostBecause: "lost: its end is not known" };
  for (const _ of ["first", "again"])
    expect((await settleTracks(database, [lost], claimant, 1)).fates).toEqual(["settled"]);
  expect(trackIn(await run.now(), "A")).toMatchObject({ state: "lost", reason: lost.lostBecause });
});

test("what was told as lost is told again after a person decided: it is known, and no event says that it never started", async () => {
  const { run, track } = await claimed("decided");
  const { trackId, pipelineId, number, attempt, token } = track;
  const result = { trackId, pipelineId, number, attempt, token, end: null, logBytes: 0, isLogCut: false };
  const claimant = { runnerId: await registerRunner(database, identity, 600_000), name: "far", labels: [""] };
  const lost = { ...result, lostBecause: "lost: its end is not known" };
  await settleTracks(database, [lost], claimant, 1);
  await retryTrack(database, { id: pipelineId, vertex: "A", reason: "looked at it" }, "ann");
  expect((await settleTracks(database, [lost], claimant, 1)).fates).toEqual(["settled"]);
  const events = await listEvents(database.queries, pipelineId, undefined, 100);
  expect(JSON.stringify(events)).not.toContain("late result");
  expect(trackIn(await run.now(), "A").attempt).toBe(2);
});

test("a result of a vertex that the pipeline of its number does not have is refused, and those beside it are settled", async () => {
  const { run, track } = await claimed("other-graph");
  const { trackId, pipelineId, number, attempt, token } = track;
  const nothing = { signal: null, outputText: "", isOutputCut: false, endedBy: null, spawnError: null };
  const end = { exitCode: 0, ...nothing };
  const result = { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
  const earlier = { ...result, number: 7, trackId: 999_999, token: Buffer.alloc(16, 1) };
  const runnerId = await registerRunner(database, identity, 600_000);
  const claimant = { runnerId, name: "far", labels: [""] };
  expect((await settleTracks(database, [earlier], claimant, 1)).fates).toEqual(["stale"]);
  const lost = { ...earlier, end: null, lostBecause: "lost: its end is not known" };
  const { fates } = await settleTracks(database, [earlier, result, lost], claimant, 1);
  expect(fates).toEqual(["stale", "settled", "stale"]);
  expect((await run.now()).pipeline.state).toBe("succeeded");
});

test("an examination names what a runner did and the database does not know", async () => {
  const runnerId = await registerRunner(database, identity, 600_000);
  await recordGap(database, runnerId, "Runner far has executed attempt 1 of A.");
  expect((await examinePipelines(database, false, "ann")).gaps).toEqual([
    { runner: "far", text: "Runner far has executed attempt 1 of A.", at: expect.any(Date) },
  ]);
});
