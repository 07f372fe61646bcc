import { backoff } from "#engine/time/backoff.ts";

/** A failure that was for a moment only delays a pipeline by no more. */
const FIRST_MS = 500;
const MAX_MS = 60_000;
/** More are not left out: the question for what comes next has to name them. */
const MAX_PIPELINES = 500;

type Failure = { readonly tries: number; readonly until: number };

/**
 * The pipelines whose claims, or settlements that claim, failed in this process. They are left out for a while, which is
 * longer each time: else their tracks would be chosen again and again, and keep all slots from others.
 */
export class FailedClaims {
  private readonly failures = new Map<number, Failure>();
  private readonly now: () => number;

  /** @param now milliseconds that never go back. */
  constructor(now: () => number = () => performance.now()) {
    this.now = now;
  }

  /** Notes that a claim in this pipeline failed. */
  note(pipelineId: number): void {
    const tries = this.failures.get(pipelineId)?.tries ?? 0;
    this.failures.delete(pipelineId);
    this.failures.set(pipelineId, {
      tries: tries + 1,
      until: this.now() + backoff(FIRST_MS, 2, tries, MAX_MS),
    });
    const [oldest] = this.failures.keys();
    if (this.failures.size > MAX_PIPELINES && oldest !== undefined) this.failures.delete(oldest);
  }

  /** Notes that a claim in this pipeline worked. */
  worked(pipelineId: number): void {
    this.failures.delete(pipelineId);
  }

  /** The pipelines of which nothing is claimed now, by their numbers. */
  pipelines(): number[] {
    const now = this.now();
    const left = [...this.failures].filter(([, { until }]) => until > now).map(([id]) => id);
    return left.sort((one, other) => one - other);
  }
}
