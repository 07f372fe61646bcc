import { z } from "zod";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { CATCH_UPS, OVERLAPS, type SchedulePolicy, USUAL_POLICY } from "#engine/schedules/decide-fires.ts";
import { FIRE_STATES, type FireCause, type FireState } from "#engine/schedules/fire.ts";
import type { DesiredState, ObservedState } from "#engine/schedules/reconcile-schedule.ts";
import { MAX_EXCLUDED_DATES, type ScheduleRule } from "#engine/schedules/schedule-rule.ts";
import type { LaunchLabels } from "#engine/shape/launch-labels.ts";
import { TRIGGER_NAME } from "#engine/shape/names/trigger-names.ts";
import { fields, graphName, moment, plainText } from "../fields.ts";
import { launchLabels } from "../labels.ts";
import { namedValues } from "../values.ts";

const name = z
  .string()
  .max(100)
  .regex(
    TRIGGER_NAME,
    "Wanted a name of letters, digits, dots, hyphens and underscores, such as nightly-backup.",
  );
const reason = plainText.trim().min(1, "Wanted a reason.").max(1_000);

const MAX_DAYS = 366;
const milliseconds = z
  .int()
  .min(0)
  .max(MAX_DAYS * 86_400_000);

/** When a schedule is due, as people give it. */
const timing = {
  /** Five fields, or a name such as `@daily`. One of `cron`, `everyMs` and `at`. */
  cron: plainText.max(200).optional(),
  everyMs: z.int().optional(),
  at: moment.optional(),
  zone: plainText.max(64),
  startsAt: moment.nullable().optional(),
  endsAt: moment.nullable().optional(),
  excludedDates: z.array(plainText.max(10)).max(MAX_EXCLUDED_DATES).optional(),
};

const policy = fields({
  graceMs: milliseconds.optional(),
  coalesce: z.boolean().optional(),
  catchUp: z.enum(CATCH_UPS).optional(),
  maxCatchUp: z.int().min(1).max(100).optional(),
  overlap: z.enum(OVERLAPS).optional(),
  maxRunning: z.int().min(1).max(1_000).optional(),
});

const settings = {
  graph: graphName,
  /** Absent: the revision that was sealed last, at each time anew. */
  revision: z.int().min(1).nullable().optional(),
  ...timing,
  jitterMs: z.int().min(0).max(86_400_000).optional(),
  policy: policy.optional(),
  params: namedValues.optional(),
  /** Of its pipelines; absent: as the graph. */
  pipelineName: plainText.trim().max(200).nullable().optional(),
  priority: z.int().min(-1_000).max(1_000).optional(),
  /** Of its pipelines. */
  labels: launchLabels.optional(),
};

/** `version`: that which the caller saw; 0: it must be new; absent: whatever is there is changed. */
export const saveScheduleInput = fields({ name, version: z.int().optional(), ...settings });
export type SaveScheduleInput = z.output<typeof saveScheduleInput>;
export const previewScheduleInput = fields({ ...timing, count: z.int().min(1).max(50).optional() });
export type ScheduleTiming = z.output<typeof previewScheduleInput>;
export const scheduleInput = fields({ name: plainText.min(1).max(100) });
/** `version`: that which the caller saw; absent: whatever is there is launched. */
export const runScheduleInput = fields({ name: plainText.min(1).max(100), version: z.int().optional() });
/** `version`: that which the caller saw; absent: whatever is there is changed. */
export const setScheduleInput = fields({
  name: plainText.min(1).max(100),
  version: z.int().optional(),
  desired: z.enum(["active", "paused", "new", "removed"]),
});
export const listSchedulesInput = fields({
  graph: graphName.optional(),
  search: plainText.max(100).optional(),
  isRemoved: z.boolean().optional(),
  after: fields({ name: plainText.max(100), id: z.int() }).optional(),
  limit: z.int().min(1).max(200).optional(),
}).optional();
export const listFiresInput = fields({
  name: plainText.min(1).max(100),
  state: z.enum(FIRE_STATES).optional(),
  before: z.int().optional(),
  limit: z.int().min(1).max(200).optional(),
});
export const stopSchedulesInput = fields({ reason });

/** The policy that a request asks for: what it leaves out is as usual. */
export function policyOf(given: z.output<typeof policy> = {}): SchedulePolicy {
  return {
    ...USUAL_POLICY,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
}

/** One time at which a schedule was due, and what became of it. */
export type FireView = {
  readonly id: number;
  readonly dueAt: Date;
  readonly firedAt: Date;
  readonly lateMs: number;
  readonly cause: FireCause;
  readonly state: FireState;
  readonly reason: string | null;
  readonly times: number;
  readonly by: string | null;
  readonly pipelineId: number | null;
  readonly pipelineState: PipelineState | null;
};

export type ScheduleView = {
  readonly id: number;
  readonly name: string;
  readonly graph: string;
  readonly folder: string;
  readonly revision: number | null;
  readonly rule: ScheduleRule;
  /** The rule as a sentence. */
  readonly ruleText: string;
  readonly zone: string;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly excludedDates: readonly string[];
  readonly jitterMs: number;
  readonly policy: SchedulePolicy;
  readonly params: Readonly<Record<string, unknown>>;
  readonly pipelineName: string | null;
  readonly priority: number;
  readonly labels: LaunchLabels;
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  readonly version: number;
  readonly dueAt: Date | null;
  readonly hasQueued: boolean;
  readonly error: string | null;
  readonly changedAt: Date;
  readonly changedBy: string;
};

/** With what became of its last time; null where there was none. */
export type ListedSchedule = ScheduleView & { readonly last: Omit<FireView, "pipelineState"> | null };

export type ScheduleStopView = {
  readonly stoppedAt: Date;
  readonly stoppedBy: string;
  readonly reason: string;
};

export type ScheduleList = {
  readonly schedules: readonly ListedSchedule[];
  /** Behind which one the next page begins; null: this is the last. */
  readonly next: { readonly name: string; readonly id: number } | null;
  readonly stop: ScheduleStopView | null;
};

/** When a rule is due next. */
export type SchedulePreview = {
  readonly ruleText: string;
  readonly next: readonly Date[];
  /** Between now and the last of them: when the clocks of its zone change, and what that does. */
  readonly clockChanges: readonly { readonly at: Date; readonly text: string }[];
};
