import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Database, readTogether, transact } from "#platform/database/db.ts";
import { RowsNotAsRead } from "#platform/database/statement.ts";
import { bulkRows } from "../bulk-rows.ts";
import { insertRunner, setRunnerState } from "../fleet/runner-rows.ts";
import { claimableStatement, claimableTracks, priorityShift, readClaimable } from "../tracks/claim-query.ts";
import {
  concurrencyClaimInserts,
  concurrencyClaimsOf,
  releaseSlotsNow,
  slotReleases,
  takeSlot,
} from "../tracks/concurrency-slot-rows.ts";
import { dueTracksOf, pipelinesWithDueTracks } from "../tracks/due-track-rows.ts";
import {
  claimedTracks,
  countTracksByState,
  runningTracksOf,
  statesOf,
  type TrackRow,
  tracksByNumber,
  tracksOf,
  tracksOfGoneRunners,
} from "../tracks/track-rows.ts";
import { type TrackUpdate, trackAfter, trackInserts, trackUpdates } from "../tracks/track-writes.ts";
import { hasLostWork } from "../work/lost-work.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const RUNNER = { name: "r1", host: "h", pid: 1, labels: [], slots: 2, containment: "group" };
const KEPT = { due: "keep", readyAt: "keep", startedAt: "keep", finishedAt: "keep" } as const;

async function trackAt({ queries }: Database, pipelineId: number, number: number): Promise<TrackRow> {
  const [row] = await tracksByNumber(queries, pipelineId, [number]);
  if (row === undefined) throw new Error("It is not there.");
  return row;
}

/** Writes a track as a session does, guarded by the state in which it was read. It is read again as was foretold. */
async function update(database: Database, row: TrackRow, change: Partial<TrackUpdate>): Promise<void> {
  const now = { ...row, fromState: row.state, ...KEPT, ...change };
  await transact(database, (tx) => writeTogether(tx, trackUpdates(2, [{ before: row, now }])));
  const read = await trackAt(database, row.pipelineId, row.number);
  expect(read).toEqual({ ...trackAfter({ before: row, now }), rev: read.rev, ...timesOf(read) });
}

function timesOf({ dueAt, claimAt, readyAt, startedAt, finishedAt }: TrackRow) {
  return { dueAt, claimAt, readyAt, startedAt, finishedAt };
}

onEachServer((database) => {
  test("every column of a track is written and read again, with its nulls, its text and its times", async () => {
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [{ given: { text: HARD_TEXT } }, {}]);
    const runnerId = await insertRunner(database().queries, RUNNER, 60_000);
    const written = {
      state: "running" as const,
      reason: HARD_TEXT,
      waits: 3,
      live: 2,
      blame: 1,
      next: [0, 1],
      attempt: 4,
      token: Buffer.alloc(16, 200),
      runnerId,
      isKillAsked: true,
      answers: { text: HARD_TEXT },
      outputs: { list: [1, null, HARD_TEXT] },
      decidedBy: HARD_TEXT,
      decidedWhy: HARD_TEXT,
      retries: 5,
      sleep: "poll" as const,
      isBreak: true,
      isSkippedAtLaunch: true,
      giveUpAt: new Date("2031-02-03T04:05:06.789Z"),
    };
    const before = await trackAt(database(), pipelineId, 0);
    await update(database(), before, { ...written, due: 60_000, startedAt: "now", finishedAt: "none" });
    const after = await trackAt(database(), pipelineId, 0);
    expect(after).toMatchObject({
      ...written,
      rev: 2,
      given: { text: HARD_TEXT },
      readyAt: null,
      finishedAt: null,
    });
    expect((after.dueAt?.getTime() ?? 0) - (after.startedAt?.getTime() ?? 0)).toBe(60_000);
    const nulls = {
      reason: null,
      blame: null,
      next: null,
      outputs: null,
      decidedBy: null,
      sleep: null,
      giveUpAt: null,
    };
    await update(database(), after, { ...nulls, due: "none" });
    const cleared = await trackAt(database(), pipelineId, 0);
    expect(cleared).toMatchObject({ ...nulls, dueAt: null, startedAt: after.startedAt });
    await expect(update(database(), before, { reason: "late" })).rejects.toThrow(RowsNotAsRead);
    expect(await trackAt(database(), pipelineId, 0)).toEqual(cleared);
  });

  test("more tracks than fit into one statement are written in order, and counted by state", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const ids = await makeTracks(
      database(),
      pipelineId,
      Array.from({ length: 1_100 }, () => ({})),
    );
    const rows = await tracksOf(queries, pipelineId);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    const updates = rows.map((before) => ({
      before,
      now: { ...before, fromState: before.state, ...KEPT, state: "pending" as const },
    }));
    await transact(database(), (tx) => writeTogether(tx, trackUpdates(2, updates.slice(1))));
    const states = await statesOf(queries, pipelineId);
    expect([states.get(0), states.get(1), states.get(1_099)]).toEqual(["waiting", "pending", "pending"]);
    const counts = await countTracksByState(queries, [pipelineId]);
    const none = { stopped: 0, toMend: 0, children: 0, overridden: 0 };
    expect(counts).toContainEqual({ pipelineId, state: "pending", count: 1_099, ...none });
    expect(await countTracksByState(queries, [])).toEqual([]);
    expect(trackUpdates(2, [])).toEqual([]);
  });

  test("a track of a new pipeline is inserted as it was decided about", async () => {
    const pipelineId = await makePipeline(database());
    await makeTracks(database(), pipelineId, [{ given: { text: HARD_TEXT } }]);
    const row = await trackAt(database(), pipelineId, 0);
    const clocks = { readyAt: "now", startedAt: "none", finishedAt: "keep", due: 60_000 } as const;
    const made = {
      ...row,
      number: 1,
      fromState: row.state,
      ...clocks,
      state: "sleeping",
      sleep: "wait",
    } as const;
    await transact(database(), (tx) => writeTogether(tx, trackInserts(1, [made])));
    const read = await trackAt(database(), pipelineId, 1);
    expect(read).toMatchObject({ state: "sleeping", sleep: "wait", rev: 1, given: { text: HARD_TEXT } });
    expect(read).toMatchObject({ startedAt: null, finishedAt: null });
    expect((read.dueAt?.getTime() ?? 0) - (read.readyAt?.getTime() ?? 0)).toBe(60_000);
    expect(trackInserts(1, [])).toEqual([]);
  });

  test("sleeping and prompting tracks become due by the database's clock, other tracks never", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const past = new Date(Date.now() - 3_600_000);
    await makeTracks(database(), pipelineId, [
      { state: "sleeping", sleep: "wait", dueAt: past },
      { state: "prompting", dueAt: past },
      { state: "sleeping", sleep: "break" },
      { state: "sleeping", sleep: "wait", dueAt: new Date(Date.now() + 3_600_000) },
      { state: "pending", dueAt: past },
    ]);
    expect(await dueTracksOf(queries, pipelineId)).toEqual([0, 1]);
    expect(await pipelinesWithDueTracks(queries, 1_000)).toContain(pipelineId);
    expect(await pipelinesWithDueTracks(queries, 0)).toEqual([]);
  });

  test("tracks are claimed by priority, by live runners with the labels, while the pipeline is not paused", async () => {
    const { queries } = database();
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    const label = `only-here-${runnerId}`;
    const pipelineId = await makePipeline(database());
    await makePipeline(database(), { isPaused: true });
    const pending = { state: "pending", labels: label } as const;
    const ids = await makeTracks(database(), pipelineId, [
      { ...pending, claimAt: new Date("2026-01-01T00:05:00Z") },
      { ...pending, claimAt: new Date("2026-01-01T00:00:00Z") },
      { ...pending, claimAt: new Date("2026-01-01T00:02:00Z") },
      { ...pending, labels: "elsewhere" },
    ]);
    const claimable = async (limit = 10) =>
      (await claimableTracks(queries, { runnerId, labels: [label] }, limit)).map(({ id }) => id);
    expect(await claimable()).toEqual([ids[1], ids[2], ids[0]]);
    expect(await claimable(1)).toEqual([ids[1]]);
    const [answer = []] = await readTogether(queries, [
      claimableStatement({ runnerId, labels: [label] }, 10),
    ]);
    expect(readClaimable(answer, 2)).toEqual(
      (await claimableTracks(queries, { runnerId, labels: [label] }, 10)).slice(0, 2),
    );
    const withFolders = (folders: readonly number[]) =>
      claimableTracks(queries, { runnerId, labels: [label], folders }, 10);
    expect([(await withFolders([1])).length, await withFolders([])]).toEqual([3, []]);
    const undone = await makePipeline(database(), { state: "reverting" });
    const [undo] = await makeTracks(database(), undone, [{ state: "reverting", labels: label }]);
    expect((await claimable())[0]).toBe(undo);
    await setRunnerState(queries, runnerId, ["ready"], "lost");
    expect(await claimable()).toEqual([]);
  });

  test("one step of priority is worth one minute of waiting, and the age of the pipeline counts for ten at most", async () => {
    const { queries } = database();
    const orderOf = async (ageMin: number, priority: number) => {
      const pipelineId = await makePipeline(database());
      await queries.execute(
        sql`update pipeline set launched_at = now(3) - interval ${ageMin} minute where id = ${pipelineId}`,
      );
      await makeTracks(database(), pipelineId, [{ priority }]);
      const row = await trackAt(database(), pipelineId, 0);
      await update(database(), row, { state: "pending", readyAt: "now" });
      const ready = await trackAt(database(), pipelineId, 0);
      const minutes = ((ready.claimAt?.getTime() ?? 0) - (ready.readyAt?.getTime() ?? 0)) / 60_000;
      return Math.round(minutes + 10_000) - 10_000;
    };
    expect(await orderOf(0, 0)).toBe(0);
    expect(await orderOf(0, -30)).toBe(-30);
    expect(await orderOf(5, 7)).toBe(2);
    expect(await orderOf(600, 2_000)).toBe(1_990);
  });

  test("another priority of a pipeline moves all its tracks, and no others, by a minute a step", async () => {
    const pipelineId = await makePipeline(database());
    const other = await makePipeline(database());
    const claimAt = new Date("2026-01-01T00:00:00Z");
    await makeTracks(database(), pipelineId, [{ state: "pending", priority: 7, claimAt }, { priority: 1 }]);
    await makeTracks(database(), other, [{ state: "pending", claimAt }]);
    await transact(database(), (tx) => writeTogether(tx, [priorityShift(pipelineId, -10)]));
    expect(await trackAt(database(), pipelineId, 0)).toMatchObject({
      priority: -3,
      claimAt: new Date("2025-12-31T23:50:00Z"),
    });
    expect(await trackAt(database(), pipelineId, 1)).toMatchObject({ priority: -9, claimAt: null });
    expect(await trackAt(database(), other, 0)).toMatchObject({ priority: 0, claimAt });
  });

  test("a track that needs a slot is claimable while one is free; two tracks never have the same slot", async () => {
    const { queries } = database();
    const runnerId = await insertRunner(queries, RUNNER, 60_000);
    const label = `slots-${runnerId}`;
    const pipelineId = await makePipeline(database());
    const needy = { state: "pending", labels: label, hasConcurrencyClaims: true } as const;
    const [one = -1, two = -1] = await makeTracks(database(), pipelineId, [needy, needy]);
    const claim = { name: `lock ${HARD_TEXT}`, slots: 1 };
    const claims = [0, 1].map((number) => ({ ...claim, number }));
    await transact(database(), (tx) => writeTogether(tx, concurrencyClaimInserts(pipelineId, claims)));
    expect(await concurrencyClaimsOf(queries, one)).toEqual([claim]);
    const claimable = async () => (await claimableTracks(queries, { runnerId, labels: [label] }, 9)).length;
    expect(await claimable()).toBe(2);
    const taken = await Promise.all(
      [one, two].map((trackId) => transact(database(), (tx) => takeSlot(tx, trackId, claim))),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    // Only the one that has the slot.
    expect(await claimable()).toBe(1);
    await transact(database(), (tx) => writeTogether(tx, slotReleases([one, two])));
    expect(slotReleases([])).toEqual([]);
    expect(await transact(database(), (tx) => takeSlot(tx, two, claim))).toBe(true);
    await releaseSlotsNow(queries, two);
    expect(await claimable()).toBe(2);
  });

  test("the tracks that a runner executes are found while it runs, and after it is lost", async () => {
    const { queries } = database();
    const runnerId = await insertRunner(queries, { ...RUNNER, name: HARD_TEXT }, 60_000);
    const pipelineId = await makePipeline(database());
    const token = Buffer.alloc(16, 1);
    const claimed = { token, runnerId };
    const [one = -1] = await makeTracks(database(), pipelineId, [
      { state: "running", ...claimed },
      { state: "reverting", ...claimed },
      { state: "reverting", runnerId },
      { state: "succeeded", runnerId },
    ]);
    expect(await claimedTracks(queries, [one])).toEqual([
      { id: one, state: "running", attempt: 0, token, isKillAsked: false },
    ]);
    const numbers = (rows: readonly { number: number }[]) => rows.map(({ number }) => number).sort();
    expect(numbers(await runningTracksOf(queries, [runnerId]))).toEqual([0, 1]);
    expect(await runningTracksOf(queries, [])).toEqual([]);
    expect(await tracksOfGoneRunners(queries)).toEqual([]);
    expect(await hasLostWork(queries)).toBe(false);
    await setRunnerState(queries, runnerId, ["ready"], "lost");
    expect(await hasLostWork(queries)).toBe(true);
    const gone = await tracksOfGoneRunners(queries);
    expect(numbers(gone)).toEqual([0, 1]);
    expect(gone[0]).toMatchObject({ runner: HARD_TEXT, token });
  });

  test("rows become a derived table with their nulls, bytes and text", async () => {
    const rows = bulkRows([
      { n: 1, text: HARD_TEXT, bytes: Buffer.from([0, 255]), none: null },
      { n: 2, text: "", bytes: null, none: null },
    ]);
    const [found] = await database().queries.execute(sql`select * from ${rows} as r order by r.n`);
    expect(found).toMatchObject([
      { n: 1, text: HARD_TEXT, none: null },
      { n: 2, text: "", bytes: null, none: null },
    ]);
    expect(() => bulkRows([])).toThrow("at least one row");
  });
});
