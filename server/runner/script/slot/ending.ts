import type { EndReason } from "../../execution/execution.ts";
import type { Slot } from "./slot.ts";

/** Ends a script when it is asked to: TERM to its group, KILL to everything after the grace. */
export type Ending = {
  /** Who asked first; null: nobody. */
  readonly reason: EndReason | null;
  /** KILL was needed. */
  readonly isForced: boolean;
  /** `now`: KILL without a grace. */
  ask(reason: EndReason, when?: "after-grace" | "now"): void;
  /** The script is in this slot from now on. */
  begin(slot: Slot): void;
  /** The script itself has ended: no reason counts any more. What it left is still killed after the grace. */
  leaderEnded(): void;
  /** KILL now. */
  force(): void;
  /** Nothing is left to end. */
  done(): void;
};

/** A script that was just handed over may not be there yet to be told. */
const TERM_AGAIN_MS = 5;

export function endingOf(graceMs: number): Ending {
  let slot: Slot | null = null;
  let reason: EndReason | null = null;
  let isForced = false;
  let isUrgent = false;
  let isLeaderOver = false;
  let terminateTimer: NodeJS.Timeout | undefined;
  let killTimer: NodeJS.Timeout | undefined;

  function terminate(): void {
    if (slot?.terminate() === false && !isLeaderOver) terminateTimer = setTimeout(terminate, TERM_AGAIN_MS);
  }

  function force(): void {
    isForced = true;
    slot?.kill();
  }

  function start(): void {
    terminate();
    killTimer = setTimeout(force, graceMs);
  }

  return {
    force,
    get reason() {
      return reason;
    },
    get isForced() {
      return isForced;
    },
    ask(asked, when = "after-grace") {
      if (when === "now" && !isLeaderOver) {
        reason ??= asked;
        isUrgent = true;
        if (slot !== null) force();
        return;
      }
      if (reason !== null || isLeaderOver) return;
      reason = asked;
      if (slot !== null) start();
    },
    begin(given) {
      slot = given;
      if (isUrgent) force();
      else if (reason !== null) start();
    },
    leaderEnded() {
      isLeaderOver = true;
      clearTimeout(terminateTimer);
    },
    done() {
      isLeaderOver = true;
      clearTimeout(terminateTimer);
      clearTimeout(killTimer);
    },
  };
}
