import { decideDues, decideOverlap } from "#engine/schedules/decide-fires.ts";
import { reconcile } from "#engine/schedules/reconcile-schedule.ts";
import { duesUntil, jitterOf, nextDue, type ScheduleTimes } from "#engine/schedules/schedule-rule.ts";
import { durationText } from "#engine/time/durations.ts";
import type { AuditNote } from "#platform/audit/audit-note.ts";
import { type Database, inTransaction, type Queries, transact } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import {
  findStop,
  insertFires,
  lastDueOf,
  queuedFires,
  runningOf,
  type StopRow,
  settleFires,
} from "#repos/schedules/fire-rows.ts";
import { lockScheduleIfFree, type ScheduleRow, updateSchedule } from "#repos/schedules/schedule-rows.ts";
import { holdAuditEntry } from "../audit/audit-entry.ts";
import { launchKeyOf, launchScheduled, sourceOf } from "./launch-scheduled.ts";
import { manyMissed } from "./many-missed.ts";
import { isDueTime, MAX_DUES, missOverdue, overdueOf } from "./overdue.ts";
import { timesOf } from "./times-of.ts";

/** How soon it is looked again whether the earlier pipelines have ended, while a launch waits for them. */
const QUEUE_LOOK_MS = 2_000;

export type Advanced = {
  /** True where another process works on the schedule now: nothing was done. */
  readonly isBusy?: boolean;
  /** Pipelines that have to be ended, since a later launch waits for their place. */
  readonly cancel: readonly number[];
};

const NOTHING: Advanced = { cancel: [] };

/** What is being worked out about one schedule, in one transaction that holds its row. */
type Work = {
  readonly database: Database;
  readonly tx: Queries;
  readonly row: ScheduleRow;
  readonly times: ScheduleTimes;
  readonly now: number;
  readonly stop: StopRow | null;
  /** Of its only launch: it is written last. */
  audit: AuditNote | null;
};

/**
 * One step of a schedule: makes it as it should be, decides what became of the times that are due, and launches at most
 * one pipeline. All of it is one transaction, so a time is neither lost nor launched twice, however many processes do
 * this. What is left is due at once again.
 */
export async function advanceSchedule(database: Database, id: number): Promise<Advanced> {
  return transact(database, async (tx) => {
    const found = await lockScheduleIfFree(tx, id);
    if (found === null) return { ...NOTHING, isBusy: true };
    const { row, now } = found;
    const work: Work = {
      database: inTransaction(database, tx),
      tx,
      row,
      times: timesOf(row),
      now,
      stop: await findStop(tx),
      audit: null,
    };
    const { act, observed } = reconciled(row);
    if (act === "stop") return stopIt(work, observed);
    if (act === "begin") return begin(work);
    return row.observed === "active" ? fireDue(work) : settle(work, { lookAt: null });
  });
}

function reconciled({ desired, observed, version, observedVersion }: ScheduleRow) {
  const found = reconcile(desired, observed, version !== observedVersion);
  return found.act === "none" ? { act: found.act, observed } : found;
}

async function stopIt(work: Work, observed: ScheduleRow["observed"]): Promise<Advanced> {
  const waiting = await queuedFires(work.tx, work.row.id);
  const ids = waiting.map(({ id }) => id);
  await settleFires(work.tx, ids, { state: "skipped", reason: `The schedule is ${observed} since.` });
  const { tx, row, times, now } = work;
  const first = overdueOf(row, now);
  const reason = `The schedule was ${observed} before this time was launched.`;
  if (first !== null) await missOverdue(tx, row, { times, first, now, reason });
  return settle(work, {
    observed,
    observedVersion: work.row.version,
    dueAt: null,
    fireAt: null,
    hasQueued: false,
    lookAt: null,
    error: null,
    failedTries: 0,
    ...(observed === "removed" && { liveName: null }),
  });
}

/**
 * Its next time, from now on: what was due while it was paused is not made up for. A time that has come, and waits for its
 * jitter, stays where it still is one.
 */
async function begin(work: Work): Promise<Advanced> {
  const { tx, row, now, times } = work;
  // Where the clock was set back, a time that was decided before does not come again.
  const after = Math.max(now, (await lastDueOf(tx, row.id)) ?? now);
  const overdue = overdueOf(row, now);
  const isKept = overdue !== null && isDueTime(times, overdue);
  const due = isKept ? overdue : nextDue(times, after);
  if (overdue !== null && !isKept) {
    const reason =
      "The schedule was changed before this time was launched: it is none of its times any more.";
    await missOverdue(tx, row, { times, first: overdue, now, reason });
  }
  if (due === null && !row.hasQueued) return remove(work);
  return settle(work, {
    observed: "active",
    observedVersion: row.version,
    error: null,
    failedTries: 0,
    ...nextOf(work, due, row.hasQueued),
  });
}

/** It is never due again. */
function remove(work: Work): Promise<Advanced> {
  return settle(work, {
    desired: "removed",
    observed: "removed",
    observedVersion: work.row.version,
    liveName: null,
    dueAt: null,
    fireAt: null,
    hasQueued: false,
    lookAt: null,
  });
}

async function fireDue(work: Work): Promise<Advanced> {
  const { row, tx } = work;
  const decided = await decideDue(work);
  let cancel = decided.cancel;
  let { error } = decided;
  let waiting = await queuedFires(tx, row.id);
  if (waiting.length > 0 && !decided.hasLaunched && work.stop === null) {
    const running = await runningOf(tx, row.id);
    const [first] = waiting;
    if (running.length >= row.policy.maxRunning) {
      if (row.policy.overlap === "cancel-older") cancel = running;
    } else if (first !== undefined) {
      const launched = await launchScheduled(work, launchKeyOf(row, first.dueAt.getTime()));
      await settleFires(tx, [first.id], launched.fire);
      work.audit = launched.audit;
      error = launched.fire.state === "failed" ? launched.fire.reason : null;
      waiting = waiting.slice(1);
    }
  }
  const hasQueued = waiting.length > 0;
  if (decided.due === null && !hasQueued) await remove(work);
  else await settle(work, { ...nextOf(work, decided.due, hasQueued), error, failedTries: 0 });
  failpoint("in-fire");
  if (work.audit !== null) holdAuditEntry(tx, sourceOf(row), "schedules.fire", work.audit);
  return { cancel };
}

type Decided = {
  /** The time that is due next. */
  readonly due: number | null;
  readonly hasLaunched: boolean;
  readonly cancel: readonly number[];
  readonly error: string | null;
};

/** Decides about the times that are due, up to the first that is launched. */
async function decideDue(work: Work): Promise<Decided> {
  const { row, times, now, stop, tx } = work;
  const nothing = { hasLaunched: false, cancel: [], error: row.error };
  if (row.dueAt === null || row.fireAt === null || row.fireAt.getTime() > now)
    return { ...nothing, due: row.dueAt?.getTime() ?? null };
  const first = row.dueAt.getTime();
  const jitter = (due: number) => jitterOf(row.id, due, row.jitterMs);
  const { dues, isCut } = duesUntil(times, { first, until: now, max: MAX_DUES });
  // A later time with a smaller jitter waits for the earlier one.
  const early = dues.findIndex((due) => due + jitter(due) > now);
  const ready = early === -1 ? dues : dues.slice(0, early);
  const common = { scheduleId: row.id, by: null };
  const lateMs = (due: number) => Math.max(0, now - due - jitter(due));
  if (isCut)
    await insertFires(tx, [
      { ...common, ...manyMissed(first, ready[0] ?? now, MAX_DUES), lateMs: lateMs(first) },
    ]);
  const decisions = decideDues(ready, now, row.policy, { jitterOf: jitter, wordsOf: seconds });
  for (const [place, decision] of decisions.entries()) {
    const { due } = decision;
    const written = { ...common, dueAt: new Date(due), lateMs: lateMs(due) };
    if (stop !== null) {
      await insertFires(tx, [{ ...written, cause: "clock", state: "missed", reason: stoppedText(stop) }]);
      continue;
    }
    if (!decision.isLaunched) {
      const { state, reason } = decision;
      await insertFires(tx, [{ ...written, cause: "clock", state, reason }]);
      continue;
    }
    const { cause } = decision;
    const { fire, cancel } = await launchOrWait(work, due);
    await insertFires(tx, [{ ...written, cause, ...fire }]);
    return {
      due: ready[place + 1] ?? dues[place + 1] ?? nextDue(times, due),
      hasLaunched: fire.state !== "skipped",
      cancel,
      error: fire.state === "failed" ? (fire.reason ?? null) : null,
    };
  }
  return { ...nothing, due: dues[ready.length] ?? nextDue(times, ready.at(-1) ?? now) };
}

type Launched = Awaited<ReturnType<typeof launchScheduled>>["fire"];

/** Launches, or lets it wait, or not, by how many pipelines of the schedule run. */
async function launchOrWait(
  work: Work,
  due: number,
): Promise<{
  readonly fire: Launched | { readonly state: "queued" | "skipped"; readonly reason: string | null };
  readonly cancel: readonly number[];
}> {
  const { row, tx } = work;
  const running = await runningOf(tx, row.id);
  const waiting = await queuedFires(tx, row.id);
  const decision = decideOverlap(row.policy, running.length, waiting.length);
  if (decision.act === "skip") return { fire: { state: "skipped", reason: decision.reason }, cancel: [] };
  if (decision.act === "queue") return { fire: { state: "queued", reason: null }, cancel: [] };
  if (decision.act === "replace") {
    const ids = waiting.map(({ id }) => id);
    await settleFires(tx, ids, { state: "skipped", reason: "A later time took its place." });
    return { fire: { state: "queued", reason: null }, cancel: running };
  }
  const launched = await launchScheduled(work, launchKeyOf(row, due));
  work.audit = launched.audit;
  return { fire: launched.fire, cancel: [] };
}

function nextOf({ row, now }: Work, due: number | null, hasQueued: boolean): Partial<ScheduleRow> {
  const fireAt = due === null ? null : due + jitterOf(row.id, due, row.jitterMs);
  const looks = [...(fireAt === null ? [] : [fireAt]), ...(hasQueued ? [now + QUEUE_LOOK_MS] : [])];
  return {
    dueAt: due === null ? null : new Date(due),
    fireAt: fireAt === null ? null : new Date(fireAt),
    hasQueued,
    lookAt: looks.length === 0 ? null : new Date(Math.min(...looks)),
  };
}

async function settle({ tx, row }: Work, set: Partial<ScheduleRow>): Promise<Advanced> {
  await updateSchedule(tx, row.id, set);
  return NOTHING;
}

function stoppedText({ stoppedBy, reason }: StopRow): string {
  return `All schedules were stopped by ${stoppedBy}: ${reason}`;
}

function seconds(ms: number): string {
  return durationText(Math.round(ms / 1_000) * 1_000);
}
