import type { Database } from "#platform/database/db.ts";
import type { AttemptResult } from "#services/attempts/settle-tracks.ts";
import { unsettledOf } from "#services/fleet/runner-life.ts";

/** Older than any transaction gets: a claim that is under way is not forgotten. */
const FORGOTTEN_AGE_MS = 30_000;

type Held = { readonly token: Buffer };

/** The attempts that a runner knows to be its own and has not settled. */
export class OwnAttempts {
  private readonly tokens = new Set<string>();

  add(attempts: readonly Held[]): void {
    for (const { token } of attempts) this.tokens.add(token.toString("hex"));
  }

  remove(attempts: readonly Held[]): void {
    for (const { token } of attempts) this.tokens.delete(token.toString("hex"));
  }

  /**
   * Where the answer to a claim was lost, the database holds attempts for this runner that it never heard of: it has not
   * begun them, and gives them back.
   *
   * @returns results that say so.
   */
  async forgotten(database: Database, runnerId: number): Promise<AttemptResult[]> {
    const held = await unsettledOf(database, runnerId, FORGOTTEN_AGE_MS);
    return held
      .filter(({ token }) => !this.tokens.has(token.toString("hex")))
      .map((attempt) => ({ ...attempt, end: null, logBytes: 0, isLogCut: false }));
  }
}
