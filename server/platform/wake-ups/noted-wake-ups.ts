import { onceInProcess } from "../copies/once-in-process.ts";
import type { WakeUp } from "./wake-up.ts";

const noted = onceInProcess("noted wake-ups", () => new WeakMap<object, WakeUp[]>());

/** Notes wake-ups that are sent once the transaction `tx` is committed. If it is rolled back they are dropped. */
export function noteWakeUps(tx: object, wakeUps: readonly WakeUp[]): void {
  noted.set(tx, [...(noted.get(tx) ?? []), ...wakeUps]);
}

/** Takes what was noted for a transaction: to send it, or to drop it. */
export function takeNotedWakeUps(tx: object): readonly WakeUp[] {
  const found = noted.get(tx) ?? [];
  noted.delete(tx);
  return found;
}
