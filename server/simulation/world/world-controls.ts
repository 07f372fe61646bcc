import type { RandomSource } from "../random/random-source.ts";
import type { SimulatedChildren } from "../store/simulated-children.ts";
import type { SimulatedStore } from "../store/simulated-store.ts";

/** A simulated runner process, with what faults can do to it. */
export type Runner = {
  /** Another row after it was marked lost, or restarted. */
  life: number;
  isAlive: boolean;
  frozenUntil: number;
  heardAt: number;
};

/** What injected faults and operators may do to a simulated world. */
export type WorldControls<R extends Runner = Runner> = {
  readonly random: RandomSource;
  readonly store: SimulatedStore;
  readonly children: SimulatedChildren;
  readonly runners: readonly R[];
  /** Tracks about which a person decided, by number. */
  readonly decided: Set<number>;
  /** Milliseconds of simulated time. */
  readonly now: number;
  at(inMs: number, act: () => void): void;
  crash(runner: R): void;
  /** Its scripts are ended and settled, and another runner takes its place. */
  stopInOrder(runner: R): void;
  freeze(runner: R, forMs: number): void;
};
