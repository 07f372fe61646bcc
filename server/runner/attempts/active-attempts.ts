import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import type { EndReason, Execution } from "../execution/execution.ts";

type ActiveAttempt = {
  /** As it was claimed last. */
  track: ClaimedTrack;
  execution: Execution | null;
  readonly result: Promise<AttemptResult>;
  readonly end: (result: AttemptResult) => void;
};

/** The attempts that this runner has claimed and whose results are not settled yet, by their tokens. */
export class ActiveAttempts {
  private readonly byToken = new Map<string, ActiveAttempt>();
  private readonly refused = new Set<string>();

  add(track: ClaimedTrack): void {
    let end: (result: AttemptResult) => void = () => undefined;
    const result = new Promise<AttemptResult>((resolve) => {
      end = resolve;
    });
    this.byToken.set(keyOf(track.token), { track, execution: null, result, end });
  }

  /**
   * For an attempt that this runner has already under an earlier claim, which a restored database does not know:
   * from now on the new claim stands for it.
   *
   * @returns its result, when it has ended; null where this runner does not have it.
   */
  takeOver(track: ClaimedTrack): Promise<AttemptResult> | null {
    const running = [...this.byToken.values()].find((each) => isSameAttempt(each.track, track));
    if (running === undefined) return null;
    running.track = track;
    this.byToken.set(keyOf(track.token), running);
    return running.result;
  }

  /** Says that an attempt has ended. Gives false where a newer claim stands for it, which settles its result. */
  end({ token }: ClaimedTrack, result: AttemptResult): boolean {
    const attempt = this.byToken.get(keyOf(token));
    attempt?.end(result);
    return attempt === undefined || attempt.track.token.equals(token);
  }

  remove({ token }: ClaimedTrack): void {
    this.byToken.delete(keyOf(token));
  }

  /** The tokens of all of them, in hex. */
  tokens(): ReadonlySet<string> {
    return new Set(this.byToken.keys());
  }

  has(token: Buffer): boolean {
    return this.byToken.has(keyOf(token));
  }

  /** Says that this claim is handed back: if its answer comes now, it must not begin. */
  refuse(token: Buffer): void {
    this.refused.add(keyOf(token));
  }

  isRefused(token: Buffer): boolean {
    return this.refused.has(keyOf(token));
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

  /** Where another attempt of the track may run already, its script has no time to end by itself. */
  kill(token: Buffer, reason: EndReason): void {
    const attempt = this.byToken.get(keyOf(token));
    const isRetried = reason === "stale" && attempt?.track.isRetriedWhenLost === true;
    attempt?.execution?.kill(reason, isRetried ? "now" : "after-grace");
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

function isSameAttempt(a: ClaimedTrack, b: ClaimedTrack): boolean {
  return (
    a.pipelineId === b.pipelineId &&
    a.launchedAt === b.launchedAt &&
    a.number === b.number &&
    a.attempt === b.attempt &&
    !a.token.equals(b.token)
  );
}

function keyOf(token: Buffer): string {
  return token.toString("hex");
}
