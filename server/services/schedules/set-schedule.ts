import type { z } from "zod";
import type { runScheduleInput, setScheduleInput } from "#contract/triggers/schedules.ts";
import { ruleProblems } from "#engine/schedules/schedule-rule.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, inTransaction, type Queries, transact } from "#platform/database/db.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { findStop, insertFires, putStop, removeStop } from "#repos/schedules/fire-rows.ts";
import { changeScheduleRow, lockSchedule, type ScheduleRow } from "#repos/schedules/schedule-rows.ts";
import { byOf } from "../approvals/by.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { refuseUnseen } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { refuseUnknown } from "../rights/judge.ts";
import { launchScheduled } from "./launch-scheduled.ts";
import type { ChangedSchedule } from "./save-schedule.ts";
import { timesOf } from "./times-of.ts";

/**
 * Says what a schedule should be: published or resumed (`active`), `paused`, not published (`new`), or `removed`. The
 * scheduler makes it so. Whoever makes it active lends it their rights, so they may say which version they saw.
 *
 * @throws Refused `not-found`; `bad-input` where it would never be due; `conflict` where somebody changed it since.
 */
export async function setSchedule(
  database: Database,
  { name, desired, version }: z.output<typeof setScheduleInput>,
  actor: Actor,
): Promise<ChangedSchedule> {
  return transact(database, async (tx) => {
    const row = await locked(tx, name);
    const { personId } = byOf(actor);
    // Who publishes again what another person published takes it over, as where that one was removed.
    const isTakenOver = desired === "active" && row.ownerId !== personId;
    if (row.desired === desired && !isTakenOver)
      return { name, version: row.version, desired, isChanged: false };
    refuseUnseen("schedule", row, { name, version });
    if (desired === "active" && row.desired === "new")
      refuseProblems(ruleProblems(timesOf(row), await databaseNow(tx)), "this schedule");
    const owner = desired === "active" ? { ownerId: personId } : {};
    await changeScheduleRow(tx, row, { desired, ...owner }, actor.name);
    noteForAudit(tx, actor, {
      object: { kind: "schedule", id: row.id, name },
      before: { desired: row.desired },
      after: { desired },
    });
    return { name, version: row.version + 1, desired, isChanged: true };
  });
}

/**
 * Launches a pipeline of a schedule now, beside its times, in whatever state it is. It is launched with the rights of
 * whoever asks, whatever else runs.
 *
 * @throws Refused as a launch; `conflict` where somebody changed it since the version that the caller saw.
 */
export async function runScheduleNow(
  database: Database,
  { name, version }: z.output<typeof runScheduleInput>,
  actor: Actor,
): Promise<{ readonly name: string; readonly pipelineId: number }> {
  return transact(database, async (tx) => {
    const row = await locked(tx, name);
    refuseUnseen(
      "schedule",
      row,
      { name, version },
      { kept: "Nothing was launched.", todo: "Look at it as it is now, then run it." },
    );
    const now = await databaseNow(tx);
    const inside = inTransaction(database, tx);
    const key = `schedule ${row.id} by hand ${new Date(now).toISOString()}`;
    const { fire } = await launchScheduled(
      { database: inside, row, actor: { ...byOf(actor), rights: actor.rights } },
      key,
    );
    if (fire.state === "failed")
      return refuse("state-forbids", fire.reason, { kept: "Nothing was launched." });
    const { pipelineId } = fire;
    const by = actor.name;
    await insertFires(tx, [
      {
        scheduleId: row.id,
        dueAt: new Date(now),
        cause: "person",
        state: "launched",
        lateMs: 0,
        by,
        pipelineId,
      },
    ]);
    noteForAudit(tx, actor, { object: { kind: "schedule", id: row.id, name }, after: { pipelineId } });
    return { name, pipelineId };
  });
}

/** Stops all schedules: what becomes due is written down as missed. A second stop changes the reason. */
export async function stopSchedules(
  database: Database,
  reason: string,
  actor: Actor,
): Promise<{ reason: string }> {
  return transact(database, async (tx) => {
    const before = await findStop(tx);
    await putStop(tx, actor.name, reason);
    noteForAudit(tx, actor, {
      object: { kind: "schedule", name: "all schedules" },
      ...(before !== null && { before: { reason: before.reason } }),
      after: { reason },
    });
    return { reason };
  });
}

/** Ends the stop of all schedules. What was due meanwhile is not made up for. */
export async function startSchedules(database: Database, actor: Actor): Promise<{ isStarted: boolean }> {
  return transact(database, async (tx) => {
    const before = await findStop(tx);
    if (before === null) return { isStarted: false };
    await removeStop(tx);
    noteForAudit(tx, actor, {
      object: { kind: "schedule", name: "all schedules" },
      before: { reason: before.reason },
    });
    return { isStarted: true };
  });
}

async function locked(tx: Queries, name: string): Promise<ScheduleRow> {
  return (await lockSchedule(tx, name)) ?? refuseUnknown({ kind: "schedule", name });
}
