import { isEnded } from "#engine/model/track.ts";
import { descendantsOf } from "#engine/plan/plan-reach.ts";
import { undoWayOf } from "#engine/policies/undo-policy.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

/** Checked without the engine: a vertex with join `all` begins only after all vertices before it have ended. */
export function mustBeTime(run: SimulatedPipeline, track: number): void {
  const { join, ins, name } = run.plan.vertices[track] ?? { join: "any", ins: [], name: "" };
  const open = ins.filter(({ tail, after }) => after === null && !isEnded(run.track(tail).state));
  if (join === "any" ? open.length === ins.length && open.length > 0 : open.length > 0)
    throw new Error(`${name} begins, and ${open.length} of what is before it have not ended.`);
}

/** Checked without the engine: an undo script begins only after everything behind its vertex is undone. */
export function mustBeTimeToUndo(run: SimulatedPipeline, track: number): void {
  const { plan } = run;
  const left = descendantsOf(plan, track).find((number) => {
    const { state, isReaction } = run.track(number);
    const isOnlyReaction = isReaction && undoWayOf(plan.vertices[number] ?? { spec: {} }) === "missing";
    return ["succeeded", "reverting", "revert_failed"].includes(state) && !isOnlyReaction;
  });
  const name = (number: number) => plan.vertices[number]?.name ?? "";
  if (left !== undefined)
    throw new Error(
      `The undo of ${name(track)} begins, and ${name(left)}, which is behind it, is not undone.`,
    );
}
