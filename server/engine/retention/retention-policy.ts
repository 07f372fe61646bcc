import { isPipelineEnded, type PipelineState } from "../model/pipeline.ts";

/** For how long the pipelines of a graph are kept. What is null is kept for ever. */
export type RetentionPolicy = {
  /** Pipelines that ended within so many days are kept. */
  readonly pipelineDays: number | null;
  /** The last so many that ended are kept. With `pipelineDays`: whatever one of both keeps is kept. */
  readonly pipelineLast: number | null;
  /** Their logs are kept for so many days after the end. */
  readonly logDays: number | null;
  /** Fires, deliveries and notices are kept for so many days. */
  readonly historyDays: number | null;
};

export const KEEP_ALL: RetentionPolicy = {
  pipelineDays: null,
  pipelineLast: null,
  logDays: null,
  historyDays: null,
};

export const MAX_RETENTION_DAYS = 36_500;
/** So many are looked up each time. */
export const MAX_RETENTION_LAST = 10_000;

/** Whether a policy removes nothing. */
export function keepsAll(policy: RetentionPolicy): boolean {
  return Object.values(policy).every((value) => value === null);
}

/** What is wrong with a policy: its field and a sentence. Null where nothing is. */
export function policyProblem({ pipelineDays, logDays }: RetentionPolicy): {
  readonly path: string;
  readonly text: string;
} | null {
  if (pipelineDays === null || logDays === null || logDays < pipelineDays) return null;
  return {
    path: "logDays",
    text: `Logs go before their pipelines: wanted fewer than ${pipelineDays} days, found ${logDays}.`,
  };
}

const DAY_MS = 86_400_000;

/** The time before which something that is kept for so many days goes. */
export function cutoffOf(days: number, now: number): number {
  return now - days * DAY_MS;
}

/** What is judged of a pipeline that no other one launched. */
export type KeptPipeline = {
  readonly id: number;
  readonly state: PipelineState;
  readonly finishedAt: Date | null;
};

/** What a policy says at one moment about the pipelines of a graph. */
export type RetentionBounds = {
  /** It ended before this time; null: its end does not matter. */
  readonly endedBefore: number | null;
  /** It is older than this one; null: its place does not matter. */
  readonly idBelow: number | null;
  /** Kept in any case: the last success. */
  readonly keptId: number | null;
};

/** Whether a pipeline is no longer kept, as far as its own row says. One that has not ended always is. */
export function isOutOf(
  { id, state, finishedAt }: KeptPipeline,
  { endedBefore, idBelow, keptId }: RetentionBounds,
): boolean {
  if (!isPipelineEnded(state) || finishedAt === null || id === keptId) return false;
  if (endedBefore !== null && finishedAt.getTime() >= endedBefore) return false;
  return idBelow === null || id < idBelow;
}

/** A policy in words: what is kept, for how long. */
export function policyText(policy: RetentionPolicy): string {
  const { pipelineDays, pipelineLast, logDays, historyDays } = policy;
  if (keepsAll(policy)) return "Everything is kept.";
  const some = [
    pipelineDays === null ? null : daysText(pipelineDays),
    pipelineLast === null ? null : pipelineLast === 1 ? "the last one" : `the last ${pipelineLast}`,
  ].filter((each) => each !== null);
  return [
    `Pipelines: ${some.join(", and also ") || "all"}`,
    `logs: ${logDays === null ? "as their pipelines" : daysText(logDays)}`,
    `fires, deliveries and notices: ${historyDays === null ? "all" : daysText(historyDays)}`,
  ].join("; ");
}

function daysText(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
