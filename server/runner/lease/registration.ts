import type { Database } from "#platform/database/db.ts";
import type { Claimant } from "#services/attempts/claim-tracks.ts";
import { type RunnerIdentity, registerRunner } from "#services/fleet/runner-life.ts";

/** The row of the runner table that a runner uses. After it was marked lost, a runner that is alive gets a new row. */
export class Registration {
  private readonly database: Database;
  private readonly identity: RunnerIdentity;
  private readonly leaseMs: number;
  private current: Claimant;

  private constructor(database: Database, identity: RunnerIdentity, leaseMs: number, current: Claimant) {
    this.database = database;
    this.identity = identity;
    this.leaseMs = leaseMs;
    this.current = current;
  }

  /** @param labels every set of labels that it serves: see `labelsKeys`. */
  static async open(
    database: Database,
    identity: RunnerIdentity,
    labels: readonly string[],
    leaseMs: number,
  ): Promise<Registration> {
    const runnerId = await registerRunner(database, identity, leaseMs);
    return new Registration(database, identity, leaseMs, { runnerId, name: identity.name, labels });
  }

  get claimant(): Claimant {
    return this.current;
  }

  get runnerId(): number {
    return this.current.runnerId;
  }

  /** Makes a new row and uses it from now on. */
  async renew(): Promise<void> {
    const runnerId = await registerRunner(this.database, this.identity, this.leaseMs);
    this.current = { ...this.current, runnerId };
  }
}
