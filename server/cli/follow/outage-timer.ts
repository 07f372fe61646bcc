import type { CommandProblem } from "../command/command-problem.ts";
import { unreachable } from "../command/command-problem.ts";

/** Long enough for an upgrade and restart of the server. */
const GIVE_UP_MS = 10 * 60_000;

/**
 * Measures how long the server does not answer. It prints when an outage begins and when it ends, and gives up after
 * ten minutes.
 */
export class OutageTimer {
  private readonly url: string;
  private readonly say: (text: string) => void;
  private readonly giveUp: () => void;
  private timer: NodeJS.Timeout | null = null;
  isTooLong = false;

  /** @param giveUp called once the outage was too long. */
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

  /** Stops the timer. */
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
