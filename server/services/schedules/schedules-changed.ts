import { type LocalSignal, localSignal } from "#platform/local-signal.ts";

/** A schedule may have something to do now: for the clock of this process. */
export const schedulesChanged: LocalSignal = localSignal("schedules changed");
