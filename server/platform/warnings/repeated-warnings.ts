import { isConnectionLost } from "../database/db.ts";
import { errorFields } from "../database/error-fields.ts";
import type { Logger } from "../log.ts";
import { FailureStreak } from "./failure-streak.ts";

const DATABASE = "the database";
/** The failures of so many works are counted. Beyond that, the work whose first failure is the oldest is forgotten. */
const MAX_WORKS = 2_000;

/**
 * Warnings about work that is tried again and again. A problem is written when it begins, counted while it lasts, and
 * its end is written with the count. A database that does not answer is one problem, whichever work finds it.
 */
export class RepeatedWarnings {
  private readonly log: Logger;
  private readonly streaks = new Map<string, FailureStreak>();

  constructor(log: Logger) {
    this.log = log;
  }

  /**
   * Reports that `work` failed and will be tried again.
   *
   * @param work the work as a noun: `the claim`.
   */
  failed(work: string, error: unknown): void {
    const isDatabaseAway = isConnectionLost(error);
    const name = isDatabaseAway ? DATABASE : work;
    const streak = this.streakOf(name);
    if (!streak.addFailure(performance.now())) return;
    const text = isDatabaseAway ? "the database does not answer" : `${work} failed`;
    this.log.warn(
      { ...errorFields(error), work },
      `${text}; it is tried again, and nothing more is logged until it works`,
    );
  }

  /**
   * Reports an error that is a bug: nobody tries again on purpose, but a page may ask every second.
   *
   * @param work what was asked for: `pipelines.show`.
   */
  broke(work: string, error: unknown): void {
    const streak = this.streakOf(work);
    if (!streak.addFailure(performance.now())) return;
    this.log.error({ err: error, work }, `${work} broke; until it works again its failures are only counted`);
  }

  /** Reports that `work` succeeded, which also means that the database answers. */
  worked(work: string): void {
    this.end(DATABASE);
    this.end(work);
  }

  /** Reports that `work` succeeded, which does not use the database. */
  workedLocally(work: string): void {
    this.end(work);
  }

  private streakOf(name: string): FailureStreak {
    const streak = this.streaks.get(name) ?? new FailureStreak();
    this.streaks.set(name, streak);
    const [oldest] = this.streaks.keys();
    if (this.streaks.size > MAX_WORKS && oldest !== undefined) this.streaks.delete(oldest);
    return streak;
  }

  private end(name: string): void {
    const end = this.streaks.get(name)?.end(performance.now());
    if (end == null) return;
    // A warning too: everyone who reads the beginning must also read the end.
    this.log.warn(
      { tries: end.tries },
      `${name} is back after ${Math.max(1, Math.round(end.ms / 1_000))} s (${end.tries} tries)`,
    );
  }
}
