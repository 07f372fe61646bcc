import type { ClaimingRunner, RunnerGateway, RunnerIdentity } from "#contract/runners/runner-gateway.ts";

/** The row of the runner table that a runner uses. After it was marked lost, a runner that is alive gets a new row. */
export class Registration {
  private readonly gateway: RunnerGateway;
  private readonly identity: RunnerIdentity;
  private readonly leaseMs: number;
  private current: ClaimingRunner;

  private constructor(
    gateway: RunnerGateway,
    identity: RunnerIdentity,
    leaseMs: number,
    current: ClaimingRunner,
  ) {
    this.gateway = gateway;
    this.identity = identity;
    this.leaseMs = leaseMs;
    this.current = current;
  }

  /** @param labels every set of labels that it serves: see `labelsKeys`. */
  static async open(
    gateway: RunnerGateway,
    identity: RunnerIdentity,
    labels: readonly string[],
    leaseMs: number,
  ): Promise<Registration> {
    const runnerId = await gateway.register(identity, labels, leaseMs);
    return new Registration(gateway, identity, leaseMs, { runnerId, name: identity.name, labels });
  }

  get claimant(): ClaimingRunner {
    return this.current;
  }

  get runnerId(): number {
    return this.current.runnerId;
  }

  /** Makes a new row and uses it from now on. */
  async renew(): Promise<void> {
    const runnerId = await this.gateway.register(this.identity, this.current.labels, this.leaseMs);
    this.current = { ...this.current, runnerId };
  }
}
