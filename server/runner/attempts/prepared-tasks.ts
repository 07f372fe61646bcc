import type { ClaimedTrack, ClaimingRunner } from "#contract/runners/runner-gateway.ts";
import type { PreparedTask } from "../execution/execution.ts";
import type { Executors } from "../tasks/executors.ts";

/**
 * The tasks of claims that are being committed: what can be done for them without executing anything is done meanwhile.
 */
export class PreparedTasks {
  private readonly prepare: Executors["prepare"];
  /** By token. Null: it will be prepared when the statements of its claim are on their way. */
  private readonly byToken = new Map<string, PreparedTask | null>();

  constructor(prepare: Executors["prepare"]) {
    this.prepare = prepare;
  }

  /**
   * Does work that claims tracks and starts them once they are committed. What it has claimed and not started is
   * discarded at its end.
   *
   * @param work gets the claimant to claim with.
   */
  async during<T>(claimant: ClaimingRunner, work: (claimant: ClaimingRunner) => Promise<T>): Promise<T> {
    const tokens: string[] = [];
    const onClaiming = (tracks: readonly ClaimedTrack[]) => {
      claimant.onClaiming?.(tracks);
      for (const track of tracks) {
        // Its values are not all known: secrets are read only for a claim that is committed.
        if (Object.keys(track.secrets).length > 0) continue;
        const token = keyOf(track);
        tokens.push(token);
        this.byToken.set(token, null);
        setImmediate(() => this.prepareNow(token, track));
      }
    };
    try {
      return await work({ ...claimant, onClaiming });
    } finally {
      for (const token of tokens) {
        this.byToken.get(token)?.discard();
        this.byToken.delete(token);
      }
    }
  }

  /** What was prepared for this claim, which is committed now; null where nothing was. */
  take(track: ClaimedTrack): PreparedTask | null {
    const token = keyOf(track);
    const prepared = this.byToken.get(token) ?? null;
    this.byToken.delete(token);
    return prepared;
  }

  private prepareNow(token: string, track: ClaimedTrack): void {
    if (!this.byToken.has(token)) return;
    const prepared = this.prepare(track.task, { secrets: {}, timeoutMs: track.timeoutMs, attempt: track });
    if (prepared === null) this.byToken.delete(token);
    else this.byToken.set(token, prepared);
  }
}

function keyOf({ token }: ClaimedTrack): string {
  return token.toString("hex");
}
