import { uptime } from "node:os";
import { performance } from "node:perf_hooks";

/**
 * A moment by two clocks that nobody sets. The first one stands still while the machine is suspended, and the second one goes
 * on; where a container shows a second one of its own, the first one is there.
 */
export type Moment = { readonly awakeMs: number; readonly bootMs: number };

/** This moment. */
export function momentNow(): Moment {
  return { awakeMs: performance.now(), bootMs: uptime() * 1_000 };
}

/** How long it was from one moment to another, also where the machine was suspended between them. */
export function msBetween(from: Moment, to: Moment): number {
  return Math.max(to.awakeMs - from.awakeMs, to.bootMs - from.bootMs);
}
