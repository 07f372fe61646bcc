import type { CommandProblem } from "../command/command-problem.ts";
import { unreachable } from "../command/command-problem.ts";

/** Long enough for a server to be upgraded and started again. */
const GIVE_UP_MS = 10 * 60_000;

/**
 * Keeps the time while the server does not answer: tells once that it began and once that it is over, and gives up
 * after ten minutes.
 */
export class OutageTimer {
  private readonly url: string;
  private readonly say: (text: string) => void;
  private readonly giveUp: () => void;
  private timer: NodeJS.Timeout | null = null;
  isTooLong = false;

  /** @param giveUp is called once the outage was too long. */
  constructor(url: string, say: (text: string) => void, giveUp: () => void) {
    this.url = url;
    this.say = say;
    this.giveUp = giveUp;
  }

  begin(): void {
    if (this.timer !== null) return;
    this.say(`The server at ${this.url} does not answer. It is tried again; pipelines go on meanwhile.`);
    this.timer = setTimeout(() => {
      this.isTooLong = true;
      this.giveUp();
    }, GIVE_UP_MS);
  }

  end(): void {
    if (this.timer === null) return;
    this.stopClock();
    this.say("The server answers again.");
  }

  /** Nobody listens any more. */
  stopClock(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  problem(): CommandProblem {
    return unreachable(
      `The server at ${this.url} has not answered for ${GIVE_UP_MS / 60_000} minutes.`,
      "Look again once it runs: what it was doing goes on where its runners can.",
    );
  }
}
