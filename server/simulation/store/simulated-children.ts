import { isChild } from "#engine/kinds/kinds.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { RandomSource } from "../random/random-source.ts";
import { QUIESCE_AT_MS } from "../time/quiesce-at.ts";
import type { SimulatedStore } from "./simulated-store.ts";

const FAILED = "its pipeline failed";

/** The newest child pipeline of a track that has ended at least once. */
type Child = { readonly attempt: number; state: "running" | "succeeded" | "failed"; isParentTold: boolean };

/**
 * The child pipelines of the tracks. They end at some time, and people restart the failed ones or decide their last
 * failure. Parents are told later, as in the product, so that anything may happen in between.
 */
export class SimulatedChildren {
  private readonly store: SimulatedStore;
  private readonly random: RandomSource;
  private readonly ended = new Map<number, Child>();

  constructor(store: SimulatedStore, random: RandomSource) {
    this.store = store;
    this.random = random;
  }

  /** Ends some children, and tells parents what they do not know. A cancelled child is cancelled with its parent. */
  reconcile(now: number): void {
    if (this.store.isAway) return;
    const { run } = this.store;
    this.tellParents(now);
    this.undo(now);
    for (const number of run.in("sleeping")) {
      const { state, sleep } = run.track(number);
      const isChildOver = now > QUIESCE_AT_MS || this.random.chance(0.4);
      // The end of another child may have ended this track, and begun its undo.
      if (state !== "sleeping" || sleep !== "child" || !isChildOver) continue;
      const { cancelledBy } = run.pipeline;
      if (cancelledBy !== null)
        this.store.endChild(number, { to: "cancelled", reason: `cancelled by ${cancelledBy}` }, now);
      else this.end(number, now);
    }
  }

  /** A person restarts a failed child, or decides its last failure, so that it has succeeded. */
  mendOne(): void {
    const failed = this.current().filter(([, { state }]) => state === "failed");
    const [, child] = this.random.pick(failed) ?? [];
    if (child === undefined) return;
    child.state = this.random.chance(0.5) ? "succeeded" : "running";
    child.isParentTold = false;
  }

  /** @throws Error where a track failed with a child that has succeeded since then. */
  mustBeFollowed(): void {
    const { run } = this.store;
    const { state, cancelledBy } = run.pipeline;
    if (cancelledBy !== null || state === "reverted") return;
    for (const [number, child] of this.current()) {
      const track = run.track(number);
      if (child.state === "succeeded" && child.isParentTold && hasFailedWithChild(track))
        throw new Error(`Track ${number} is failed, and its child pipeline has succeeded.`);
    }
  }

  private end(number: number, now: number): void {
    const { attempt } = this.store.run.track(number);
    const before = this.ended.get(number);
    // It succeeded by the decision of a person before its parent waited for it again.
    const isDecided = before?.attempt === attempt && before.state === "succeeded";
    const state = isDecided || this.random.chance(0.7) ? "succeeded" : "failed";
    this.ended.set(number, { attempt, state, isParentTold: true });
    if (state === "succeeded") this.store.endChild(number, { to: "succeeded", next: null, outputs: {} }, now);
    else {
      const isBroken = this.random.chance(0.3) ? ({ isUndoBroken: true } as const) : {};
      const random = this.random.next();
      this.store.endChild(number, { to: "failed", reason: FAILED, random, ...isBroken }, now);
    }
  }

  /** Ends the undo of some children, and lets people mend what could not be undone. */
  private undo(now: number): void {
    const { run } = this.store;
    const isLate = now > QUIESCE_AT_MS;
    for (const number of run.in("reverting")) {
      if (run.track(number).sleep !== "child" || !(isLate || this.random.chance(0.4))) continue;
      const to = this.random.pick(["reverted", "reverted", "revert_failed", "not_reverted"] as const);
      const reason = to === "reverted" ? null : "its pipeline";
      this.store.act({ type: "children-undone", number, to: to ?? "reverted", reason }, now);
    }
    const mendable = isLate ? run.in("sleeping") : run.in("sleeping", "revert_failed", "not_reverted");
    for (const number of mendable) {
      const vertex = run.plan.vertices[number];
      if (vertex !== undefined && isChild(vertex) && this.random.chance(0.2))
        this.store.act({ type: "child-undo-mended", number }, now);
    }
  }

  private tellParents(now: number): void {
    // An undo is not disturbed: the parent is told after it.
    if (this.store.run.pipeline.state === "reverting") return;
    for (const [number, child] of this.current()) {
      if (child.isParentTold) continue;
      this.store.act({ type: "child-reopened", number }, now);
      // As in the product, a parent that cannot follow now is not told again.
      child.isParentTold = true;
    }
  }

  /** The children of the newest attempts. */
  private current(): [number, Child][] {
    const { run } = this.store;
    return [...this.ended].filter(([number, { attempt }]) => {
      const vertex = run.plan.vertices[number];
      return vertex !== undefined && isChild(vertex) && run.track(number).attempt === attempt;
    });
  }
}

function hasFailedWithChild({ state, reason }: { state: TrackState; reason: string | null }): boolean {
  return state === "failed" && reason === FAILED;
}
