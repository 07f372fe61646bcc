import type { AuditNote } from "#platform/audit/audit-note.ts";
import type { Database, Queries } from "#platform/database/db.ts";
import type { ScheduleRow } from "#repos/schedules/schedule-rows.ts";
import type { AuditSource } from "../audit/audit-entry.ts";
import { launchByRule, launcherFor, type RuleLauncher } from "../pipelines/launch-by-rule.ts";

export type Launching = {
  readonly database: Database;
  readonly row: ScheduleRow;
  /** Who launches; absent: the schedule itself. */
  readonly actor?: RuleLauncher;
};

/** What became of a launch. */
export type ScheduledLaunch = {
  readonly fire:
    | { readonly state: "launched"; readonly pipelineId: number; readonly reason: null }
    | { readonly state: "failed"; readonly reason: string };
  /** What the audit is told; null where nothing was launched. */
  readonly audit: AuditNote | null;
};

/** The name under which a schedule launches. */
export function scheduleActorName(name: string): string {
  return `schedule ${name}`;
}

export function sourceOf({ id, name }: ScheduleRow): AuditSource {
  return { who: "schedule", id, name: scheduleActorName(name), address: "", device: "" };
}

/**
 * Launches a pipeline of a schedule, with the rights that its owner has now. A refusal is a result, and leaves nothing of
 * the launch.
 *
 * @param database in the transaction that holds the schedule's row.
 * @param key a second launch with it gives the same pipeline.
 */
export async function launchScheduled(
  { database, row, actor }: Launching,
  key: string,
): Promise<ScheduledLaunch> {
  const launcherOf = async (tx: Queries) =>
    actor ?? launcherFor(tx, scheduleActorName(row.name), row.ownerId);
  const launch = await launchByRule(database, row, launcherOf, key);
  if (!launch.isLaunched) return { fire: { state: "failed", reason: launch.reason }, audit: null };
  const { pipelineId, audit } = launch;
  return { fire: { state: "launched", pipelineId, reason: null }, audit };
}

/** One time of a schedule leads to one pipeline, whoever launches it. */
export function launchKeyOf({ id }: Pick<ScheduleRow, "id">, due: number): string {
  return `schedule ${id} ${new Date(due).toISOString()}`;
}
