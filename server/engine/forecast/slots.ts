import { noRunnerReason, type ServingRunner } from "../explain/no-runner.ts";
import { isChild, kindOf } from "../kinds/kinds.ts";
import type { PlanVertex } from "../plan/plan.ts";
import { type ConcurrencyClaim, heldLock } from "../policies/concurrency-claims.ts";

/** A runner that claims tracks. */
export type ForecastRunner = ServingRunner & { readonly slots: number };

/** What a track that is ready has to wait for. */
export type QueuedFor =
  | { readonly what: "lock"; readonly lock: string }
  /** As many tracks of the pipeline run as may. */
  | { readonly what: "tracks"; readonly max: number }
  /** The runners that can execute it have no free slot. */
  | { readonly what: "slots"; readonly slots: number };

/** What a track must have while it runs. */
export type Need = {
  readonly claims: readonly ConcurrencyClaim[];
  /** The runners that can execute it, by their place; empty if it needs none, or none can. */
  readonly runners: readonly number[];
};

/** The slots of locks, limits and runners that tracks of one pipeline have, as if no other pipeline ran. */
export class SlotsInUse {
  private readonly runners: readonly ForecastRunner[];
  private readonly free: number[];
  private freeInAll: number;
  private readonly claimed = new Map<string, number>();
  private readonly taken = new Map<number, { readonly need: Need; readonly runner: number | null }>();

  constructor(runners: readonly ForecastRunner[]) {
    this.runners = runners;
    this.free = runners.map(({ slots }) => slots);
    this.freeInAll = runners.reduce((sum, { slots }) => sum + slots, 0);
  }

  /** Where no runner can execute it, a forecast goes on as if one could. */
  needOf(vertex: PlanVertex, claims: readonly ConcurrencyClaim[]): Need {
    const isForRunner = kindOf(vertex.spec).carriedOutBy === "runner" && !isChild(vertex);
    const fits = (runner: ForecastRunner) =>
      runner.slots > 0 && noRunnerReason(vertex.spec, [runner]) === null;
    const runners = isForRunner ? this.runners.flatMap((each, place) => (fits(each) ? [place] : [])) : [];
    return { claims, runners };
  }

  /** Gives a track all that it needs. @returns false if something is missing; then it has nothing. */
  take(number: number, need: Need): boolean {
    if (need.runners.length > 0 && this.freeInAll === 0) return false;
    if (need.claims.some((claim) => !this.isFree(claim))) return false;
    const runner = need.runners.find((place) => (this.free[place] ?? 0) > 0) ?? null;
    if (runner === null && need.runners.length > 0) return false;
    for (const { name } of need.claims) this.claimed.set(name, (this.claimed.get(name) ?? 0) + 1);
    this.occupy(runner, 1);
    this.taken.set(number, { need, runner });
    return true;
  }

  /** What is missing of a need for which `take` gave false. */
  missing({ claims, runners }: Need): QueuedFor {
    const missing = claims.filter((claim) => !this.isFree(claim));
    const first = missing.find(({ name }) => heldLock(name) !== null) ?? missing[0];
    if (first === undefined) {
      const slots = runners.reduce((sum, place) => sum + (this.runners[place]?.slots ?? 0), 0);
      return { what: "slots", slots };
    }
    const lock = heldLock(first.name);
    return lock === null ? { what: "tracks", max: first.slots } : { what: "lock", lock };
  }

  /** A track gives back what it has. */
  giveBack(number: number): void {
    const had = this.taken.get(number);
    if (had === undefined) return;
    for (const { name } of had.need.claims) this.claimed.set(name, (this.claimed.get(name) ?? 0) - 1);
    this.occupy(had.runner, -1);
    this.taken.delete(number);
  }

  private isFree({ name, slots }: ConcurrencyClaim): boolean {
    return (this.claimed.get(name) ?? 0) < slots;
  }

  private occupy(runner: number | null, slots: 1 | -1): void {
    if (runner === null) return;
    this.free[runner] = (this.free[runner] ?? 0) - slots;
    this.freeInAll -= slots;
  }
}
