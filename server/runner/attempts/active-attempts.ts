import type { ClaimedTrack } from "#services/attempts/claim-tracks.ts";
import type { EndReason, Execution } from "../execution/execution.ts";

type ActiveAttempt = { readonly track: ClaimedTrack; execution: Execution | null };

/** The attempts that this runner has claimed and whose results are not settled yet, by their tokens. */
export class ActiveAttempts {
  private readonly byToken = new Map<string, ActiveAttempt>();

  add(track: ClaimedTrack): void {
    this.byToken.set(keyOf(track.token), { track, execution: null });
  }

  remove({ token }: ClaimedTrack): void {
    this.byToken.delete(keyOf(token));
  }

  has(token: Buffer): boolean {
    return this.byToken.has(keyOf(token));
  }

  /** Sets the execution of this attempt's task; null when it has ended. */
  setExecution({ token }: ClaimedTrack, execution: Execution | null): void {
    const attempt = this.byToken.get(keyOf(token));
    if (attempt !== undefined) attempt.execution = execution;
  }

  /** The tracks of the attempts whose tasks are executed now. */
  executing(): ClaimedTrack[] {
    return [...this.byToken.values()].filter(({ execution }) => execution !== null).map(({ track }) => track);
  }

  kill(token: Buffer, reason: EndReason): void {
    this.byToken.get(keyOf(token))?.execution?.kill(reason);
  }

  killAll(reason: EndReason): void {
    for (const { execution } of this.byToken.values()) execution?.kill(reason);
  }

  /** Kills the scripts that another runner would begin again if this one were marked lost. */
  killRetriedWhenLost(): void {
    for (const { track, execution } of this.byToken.values())
      if (track.isRetriedWhenLost) execution?.kill("stale", "now");
  }
}

function keyOf(token: Buffer): string {
  return token.toString("hex");
}
