import { backoff } from "#engine/time/backoff.ts";
import { TransactionTimeout } from "#platform/database/answer-limit.ts";
import { CommitUnknown, isConnectionLost, isLockProblem } from "#platform/database/db.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { Refused } from "../refusals/refused.ts";

/** A failure that was for a moment only delays a pipeline by no more. */
const FIRST_MS = 500;
const MAX_MS = 60_000;
/** More are not left out: the question for what comes next has to name them. */
const MAX_PIPELINES = 500;

type Failure = { readonly tries: number; readonly until: number };
type Warnings = Pick<RepeatedWarnings, "failed" | "worked">;

/**
 * The pipelines whose claims, or settlements that claim, failed in this process. They are left out for a while, which is
 * longer each time: else their tracks would be chosen again and again, and keep all slots from others.
 */
export class FailedClaims {
  private readonly failures = new Map<number, Failure>();
  private readonly warnings: Warnings;
  private readonly now: () => number;

  /** @param now milliseconds that never go back. */
  constructor(warnings: Warnings, now: () => number = () => performance.now()) {
    this.warnings = warnings;
    this.now = now;
  }

  /** As `note`, and warns of it by the pipeline's number: what works in others does not end the warning. */
  warn(pipelineId: number, error: unknown): void {
    this.note(pipelineId, error);
    this.warnings.failed(workIn(pipelineId), error);
  }

  /**
   * Notes that a claim in this pipeline failed. An error that says nothing of the pipeline leaves it in: when the database
   * is back, all is claimed at once. A lock that is held, and a transaction that takes too long, may be of the pipeline or
   * not: then the pause never grows.
   */
  note(pipelineId: number, error: unknown): void {
    if (isDatabaseAway(error) || isGone(error)) return;
    const { tries, until } = this.failures.get(pipelineId) ?? { tries: 0, until: 0 };
    const mayPass = error instanceof TransactionTimeout || isLockProblem(error);
    const pause = mayPass ? FIRST_MS : backoff(FIRST_MS, 2, tries, MAX_MS);
    this.failures.delete(pipelineId);
    this.failures.set(pipelineId, {
      tries: mayPass ? tries : tries + 1,
      until: Math.max(until, this.now() + pause),
    });
    const [oldest] = this.failures.keys();
    if (this.failures.size > MAX_PIPELINES && oldest !== undefined) this.failures.delete(oldest);
  }

  /** Notes that a claim in this pipeline worked. */
  worked(pipelineId: number): void {
    if (this.failures.delete(pipelineId)) this.warnings.worked(workIn(pipelineId));
  }

  /** The pipelines of which nothing is claimed now, by their numbers. */
  pipelines(): number[] {
    const now = this.now();
    const left = [...this.failures].filter(([, { until }]) => until > now).map(([id]) => id);
    return left.sort((one, other) => one - other);
  }

  /** In how many milliseconds the next of them is claimed from again; infinite where none is left out. */
  nextMs(): number {
    const now = this.now();
    return Math.min(...[...this.failures.values()].map(({ until }) => until - now).filter((ms) => ms > 0));
  }
}

function workIn(pipelineId: number): string {
  return `claiming in pipeline ${pipelineId}`;
}

/** True where no transaction can be carried out now, or it is not known what became of this one. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true;
  return isConnectionLost(error) && !(error instanceof TransactionTimeout);
}

/** In a restored database another pipeline may get its number. */
function isGone(error: unknown): boolean {
  return error instanceof Refused && error.refusal.code === "not-found";
}
