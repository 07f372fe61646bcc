import { type LocalSignal, localSignal } from "#platform/local-signal.ts";

/** Somebody's rights may have changed: for the live streams of this process. Other processes ask by the clock. */
export const rightsChanged: LocalSignal = localSignal("rights changed");
