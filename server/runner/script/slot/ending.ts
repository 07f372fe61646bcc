import type { EndReason } from "../../execution/execution.ts";
import type { Slot } from "./slot.ts";

/** Ends a script on request: TERM to its group, and KILL to everything after the grace. */
export type Ending = {
  /** The reason of the first request; null: there was none. */
  readonly reason: EndReason | null;
  /** True where KILL was needed. */
  readonly isForced: boolean;
  /** Ends the script; `now` means KILL without a grace. */
  ask(reason: EndReason, when?: "after-grace" | "now"): void;
  /** From now on the script is in this slot. */
  begin(slot: Slot): void;
  /** The script itself has ended, so later reasons do not count. What it left is still killed after the grace. */
  leaderEnded(): void;
  /** Kills everything now. */
  force(): void;
  /** Nothing is left that could be ended. */
  done(): void;
};

/** A script that was just started may not have its process yet. */
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
