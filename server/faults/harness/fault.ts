import type { FaultContext } from "./fault-harness.ts";

/** One fault, and the promise about it. */
export type Fault = {
  readonly name: string;
  /** The promise: a clause of a sentence. */
  readonly promise: string;
  /**
   * Injects the fault and checks the promise.
   *
   * @returns what happened: a clause of a sentence.
   * @throws Error where a promise was broken, and NotHere where this machine cannot run it.
   */
  readonly play: (context: FaultContext) => Promise<string>;
};

/** The result of one fault. */
export type Verdict = {
  readonly name: string;
  readonly promised: string;
  readonly happened: string;
  readonly verdict: "pass" | "FAIL" | "not here";
};

/** This machine cannot run the fault. */
export class NotHere extends Error {}

/** @throws Error with `promise` where it does not hold. */
export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(promise);
}

/** True if the pipeline of a view has succeeded. */
export function hasSucceeded({ pipeline }: { pipeline: { state: string } }): boolean {
  return pipeline.state === "succeeded";
}

/** How often scripts began, counted by the scripts themselves. */
export function executions({ tally }: FaultContext): string {
  const count = tally.count("begin");
  return count === 1 ? "1 execution" : `${count} executions`;
}
