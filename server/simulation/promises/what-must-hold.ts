import { isChild, kindOf } from "#engine/kinds/kinds.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";
import type { ScriptJournal } from "../scripts/script-journal.ts";
import type { SimulatedChildren } from "../store/simulated-children.ts";
import type { SimulatedStore } from "../store/simulated-store.ts";
import { mustHaveValues } from "./values-found.ts";

/** What is seen of a world at its end. */
type Seen = {
  readonly children: SimulatedChildren;
  readonly store: SimulatedStore;
  readonly journal: ScriptJournal;
  /** Tracks about which a person decided. */
  readonly decided: ReadonlySet<number>;
};

/** Checks what must be true of every pipeline, as seen from outside. */
export function mustHoldOutside({ store, journal, decided, children }: Seen): void {
  // A person may retry a lost track whose script still runs: the prompt to decide is about exactly that.
  for (const [one, other] of journal.overlaps())
    if (!decided.has(one.track))
      throw new Error(`Two scripts of track ${one.track} ran at once: ${one.token} and ${other.token}.`);
  children.mustBeFollowed();
  mustHaveValues(store.run, decided);
  for (const number of store.run.in("succeeded")) {
    const { spec } = store.run.plan.vertices[number] ?? {};
    const done = journal.executions.some(
      ({ track, exit, kind }) => track === number && exit === 0 && kind === "run",
    );
    if (
      !done &&
      spec !== undefined &&
      !isChild({ spec }) &&
      kindOf(spec).carriedOutBy === "runner" &&
      !decided.has(number)
    )
      throw new Error(`Track ${number} succeeded, and no script of it ever did.`);
  }
}

/** Nothing is said to be undone that was not, by its script or by a person. */
export function mustBeUndone({ store, journal, decided }: Seen): void {
  const { run } = store;
  for (const number of run.in("reverted")) {
    const vertex = run.plan.vertices[number];
    const way = vertex === undefined ? "nothing" : undoWayOf(vertex);
    if (decided.has(number)) continue;
    if (way === "missing") throw new Error(`Track ${number} is reverted, and has no undo script.`);
    const own = journal.executions.filter(({ track }) => track === number);
    const lastRun = own.findLastIndex(({ kind, exit }) => kind === "run" && exit === 0);
    const isUndone = own.slice(lastRun + 1).some(({ kind, exit }) => kind === "undo" && exit === 0);
    if (way === "script" && !isUndone)
      throw new Error(`Track ${number} is reverted, and no undo of it succeeded.`);
  }
  const left = run.in("succeeded", "revert_failed", "not_reverted").filter((number) => {
    const { isReaction, state } = run.track(number);
    return run.plan.vertices[number]?.final === null && !(isReaction && state === "succeeded");
  });
  if (run.pipeline.state === "reverted" && left.length > 0)
    throw new Error(`The pipeline is reverted, and track ${left[0]} is ${run.track(left[0] ?? 0).state}.`);
}
