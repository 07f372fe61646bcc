import { isEnded } from "../../model/track.ts";
import type { TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../../plan/plan.ts";
import { timerEdgeOf } from "../../plan/timer-edge.ts";

type TrackOf = (number: number) => TrackNow;

/** True if a track with a breakpoint stops at it, or does so before it begins or begins again. */
export function willStop({ isBreak, state, sleep }: TrackNow): boolean {
  if (!isBreak) return false;
  if (state !== "sleeping") return state === "waiting";
  // A wait, a callback and child pipelines end without another begin.
  return sleep === "break" || sleep === "retry" || sleep === "poll" || sleep === "timer" || sleep === "batch";
}

/** The tracks that cannot begin before one of those has ended, in the plan's order. */
export function heldBack(plan: Plan, stopped: readonly number[], trackOf: TrackOf): readonly number[] {
  if (stopped.length === 0) return [];
  const held = new Set(stopped);
  const isHeld = (number: number) => held.has(number);
  // The loop also visits the numbers that are added to the set while it runs.
  for (const number of held)
    for (const { head } of plan.vertices[number]?.outs ?? []) {
      const vertex = plan.vertices[head];
      if (vertex !== undefined && waitsFor(vertex, trackOf, isHeld)) held.add(head);
    }
  const isFinalOnly = stopped.every((number) => plan.vertices[number]?.final !== null);
  // A final step begins when everything but the final steps has ended.
  const isFinal = ({ final, number }: PlanVertex) => final !== null && trackOf(number).state === "waiting";
  if (!isFinalOnly) for (const vertex of plan.vertices) if (isFinal(vertex)) held.add(vertex.number);
  for (const number of stopped) held.delete(number);
  return [...held].sort((one, other) => one - other);
}

/** True if the vertex waits, and nothing but the held ones can let it begin. */
function waitsFor(vertex: PlanVertex, trackOf: TrackOf, isHeld: (number: number) => boolean): boolean {
  if (trackOf(vertex.number).state !== "waiting" || timerEdgeOf(vertex) !== null) return false;
  if (vertex.join !== "any") return true;
  return vertex.ins.every(({ tail }) => isHeld(tail) || isEnded(trackOf(tail).state));
}
