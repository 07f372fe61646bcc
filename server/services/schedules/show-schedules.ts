import type {
  FireView,
  ListedSchedule,
  ScheduleList,
  SchedulePreview,
  ScheduleTiming,
  ScheduleView,
} from "#contract/triggers/schedules.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { FireState } from "#engine/schedules/fire.ts";
import { clockChanges, ruleWords } from "#engine/schedules/rule-words.ts";
import { nextDues, type ScheduleTimes } from "#engine/schedules/schedule-rule.ts";
import type { Queries } from "#platform/database/db.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { type FireRow, findStop, lastFires, listFires } from "#repos/schedules/fire-rows.ts";
import { findSchedule, listScheduleRows, type NamedSchedule } from "#repos/schedules/schedule-rows.ts";
import { refuseUnknown } from "../rights/judge.ts";
import { timesFor } from "./schedule-settings.ts";
import { timesOf } from "./times-of.ts";

const USUAL_PAGE = 100;
/** So many due times a page shows beforehand. */
const NEXT = 5;

/** A page of the schedules whose graphs may be read, by name, and whether all are stopped. */
export async function listSchedules(
  tx: Queries,
  request: {
    readonly graph?: string | undefined;
    readonly search?: string | undefined;
    readonly isRemoved?: boolean | undefined;
    readonly after?: { readonly name: string; readonly id: number } | undefined;
    readonly limit?: number | undefined;
  },
  folders: FolderIds,
): Promise<ScheduleList> {
  const { graph, search, isRemoved = false, after, limit = USUAL_PAGE } = request;
  const rows = await listScheduleRows(tx, {
    folders,
    graphName: graph,
    search,
    isRemoved,
    after,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = await lastFires(
    tx,
    shown.map(({ schedule }) => schedule.id),
  );
  const end = rows.length > limit ? shown.at(-1)?.schedule : undefined;
  return {
    schedules: shown.map((row): ListedSchedule => {
      const fire = last.get(row.schedule.id);
      return { ...viewOf(row), last: fire === undefined ? null : fireView(fire) };
    }),
    next: end === undefined ? null : { name: end.name, id: end.id },
    stop: await findStop(tx),
  };
}

/** A schedule with its next times. @throws Refused `not-found`. */
export async function showSchedule(
  tx: Queries,
  name: string,
): Promise<{
  readonly schedule: ScheduleView;
  readonly preview: SchedulePreview;
  readonly stop: ScheduleList["stop"];
}> {
  const row = (await findSchedule(tx, name)) ?? refuseUnknown({ kind: "schedule", name });
  const now = await databaseNow(tx);
  return {
    schedule: viewOf(row),
    preview: previewOf(timesOf(row.schedule), now, NEXT),
    stop: await findStop(tx),
  };
}

/** When a rule would be due next. @throws Refused `bad-input` with every problem. */
export async function previewSchedule(
  tx: Queries,
  { count = NEXT, ...timing }: ScheduleTiming,
): Promise<SchedulePreview> {
  const now = await databaseNow(tx);
  return previewOf(timesFor(timing, now, now), now, count);
}

/** A page of what became of the times of a schedule, the newest first. @throws Refused `not-found`. */
export async function listFiresOf(
  tx: Queries,
  {
    name,
    state,
    before,
    limit = USUAL_PAGE,
  }: {
    readonly name: string;
    readonly state?: FireState | undefined;
    readonly before?: number | undefined;
    readonly limit?: number | undefined;
  },
): Promise<{ readonly fires: readonly FireView[]; readonly next: number | null }> {
  const found = (await findSchedule(tx, name)) ?? refuseUnknown({ kind: "schedule", name });
  const rows = await listFires(tx, { scheduleId: found.schedule.id, state, before, limit: limit + 1 });
  const fires = rows.slice(0, limit).map((row) => ({ ...fireView(row), pipelineState: row.pipelineState }));
  return { fires, next: rows.length > limit ? (fires.at(-1)?.id ?? null) : null };
}

function previewOf(times: ScheduleTimes, now: number, count: number): SchedulePreview {
  return {
    ruleText: ruleWords(times),
    next: nextDues(times, now, count).map((due) => new Date(due)),
    clockChanges: clockChanges(times, now).map(({ at, text }) => ({ at: new Date(at), text })),
  };
}

function viewOf({ schedule: row, graph, folder }: NamedSchedule): ScheduleView {
  const { id, name, revision, rule, zone, startsAt, endsAt, excludedDates, jitterMs, policy, params } = row;
  const {
    pipelineName,
    priority,
    desired,
    observed,
    version,
    dueAt,
    hasQueued,
    error,
    changedAt,
    changedBy,
  } = row;
  return {
    ...{
      id,
      name,
      graph,
      folder,
      revision,
      rule,
      ruleText: ruleWords(row),
      zone,
      startsAt,
      endsAt,
      excludedDates,
    },
    ...{
      jitterMs,
      policy,
      params,
      pipelineName,
      priority,
      labels: row.labels ?? {},
      desired,
      observed,
      version,
      dueAt,
      hasQueued,
      error,
    },
    ...{ changedAt, changedBy },
  };
}

function fireView(row: FireRow): Omit<FireView, "pipelineState"> {
  const { id, dueAt, firedAt, lateMs, cause, state, reason, times, by, pipelineId } = row;
  return { id, dueAt, firedAt, lateMs, cause, state, reason, times, by, pipelineId };
}
