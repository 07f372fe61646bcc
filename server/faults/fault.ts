import type { FaultContext } from "./fault-harness.ts";

/** One thing that goes wrong, and what must come of it. */
export type Fault = {
  readonly name: string;
  /** What is promised for it: a clause of a sentence. */
  readonly promise: string;
  /**
   * Makes it happen and looks at what came of it.
   *
   * @returns what happened: a clause of a sentence.
   * @throws Error where a promise was broken, and NotHere where this machine cannot play it.
   */
  readonly play: (context: FaultContext) => Promise<string>;
};

/** What came of one fault. */
export type Verdict = {
  readonly name: string;
  readonly promised: string;
  readonly happened: string;
  readonly verdict: "pass" | "FAIL" | "not here";
};

/** This machine lacks what the fault takes. */
export class NotHere extends Error {}

/** @throws Error with `promise` where it does not hold. */
export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(promise);
}
