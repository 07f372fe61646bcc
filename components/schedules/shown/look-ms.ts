import type { ScheduleView } from "#contract/triggers/schedules.ts";

const LOOK_MS = 5_000;
/** While one is becoming what it should be. */
const SOON_MS = 1_000;

/** How often these schedules are looked at anew. */
export function lookMs(schedules: readonly Pick<ScheduleView, "desired" | "observed">[]): number {
  return schedules.some(({ desired, observed }) => desired !== observed) ? SOON_MS : LOOK_MS;
}
