import type { CommandProblem } from "../command/command-problem.ts";
import { unreachable } from "../command/command-problem.ts";

/** Long enough for an upgrade and restart of the server. */
const GIVE_UP_MS = 10 * 60_000;
/** A connection that is opened again within this time, or is refused then, was no outage. */
const SAY_AFTER_MS = 1_500;

/**
 * Measures how long the server does not answer. It prints that an outage has begun and that it has ended, and gives up
 * after ten minutes.
 */
export class OutageTimer {
  private readonly url: string;
  private readonly say: (text: string) => void;
  private readonly giveUp: () => void;
  private timer: NodeJS.Timeout | null = null;
  private sayTimer: NodeJS.Timeout | null = null;
  private isSaid = false;
  isTooLong = false;

  /** @param giveUp called once the outage was too long. */
  constructor(url: string, say: (text: string) => void, giveUp: () => void) {
    this.url = url;
    this.say = say;
    this.giveUp = giveUp;
  }

  begin(): void {
    if (this.timer !== null) return;
    this.sayTimer = setTimeout(() => {
      this.isSaid = true;
      this.say(`The server at ${this.url} does not answer. It is tried again; pipelines go on meanwhile.`);
    }, SAY_AFTER_MS);
    this.timer = setTimeout(() => {
      this.isTooLong = true;
      this.giveUp();
    }, GIVE_UP_MS);
  }

  end(): void {
    if (this.timer === null) return;
    this.stopClock();
    if (this.isSaid) this.say("The server answers again.");
    this.isSaid = false;
  }

  /** Stops the timer. */
  stopClock(): void {
    for (const timer of [this.timer, this.sayTimer]) if (timer !== null) clearTimeout(timer);
    this.timer = null;
    this.sayTimer = null;
  }

  problem(): CommandProblem {
    return unreachable(
      `The server at ${this.url} has not answered for ${GIVE_UP_MS / 60_000} minutes.`,
      "Look again once it runs: what it was doing goes on where its runners can.",
    );
  }
}
