import type { Problem } from "#contract/refusal.ts";
import { forcedReason } from "#engine/explain/forced.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import type { PipelineEvent } from "#engine/plan/pipeline-now.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import { checkedValues } from "../pipeline-session/checked-values.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuseOtherAttempt } from "./refuse-other-attempt.ts";

export type ForceRequest = {
  readonly id: number;
  readonly vertex: string;
  readonly to: "succeeded" | "failed" | "skipped";
  readonly reason: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly next?: readonly string[];
  /** The attempt that was looked at. */
  readonly attempt?: number | undefined;
};

/**
 * The decision of a person about a track's end, as the engine takes it; and what is wrong with what they gave.
 *
 * @throws Refused `conflict` where the track is at another attempt than they looked at.
 */
export function forcedEvent(
  session: PipelineSession,
  request: ForceRequest,
  actor: string,
): { event: Extract<PipelineEvent, { type: "forced" }>; problems: readonly Problem[] } {
  const number = session.numberOf(request.vertex);
  const vertex = session.vertex(number);
  refuseOtherAttempt(session, number, request.attempt);
  const problems: Problem[] = [];
  const outputs = outputsOf(vertex, request, problems);
  const next = request.next?.map((name, place) => headOf(session, vertex, name, place, problems));
  const { to } = request;
  const reason = forcedReason(to, actor, request.reason);
  return { event: { type: "forced", number, to, reason, outputs, ...(next && { next }) }, problems };
}

/** Outputs as a script would have written them: declared ones by their types or defaults, others as text. */
function outputsOf(
  vertex: PlanVertex,
  { to, outputs = {} }: ForceRequest,
  problems: Problem[],
): Record<string, Json> {
  const declared: Readonly<Record<string, InputSpec>> = vertex.spec.outputs ?? {};
  const specs = Object.fromEntries(
    Object.keys(outputs).map((name) => [name, ownOf(declared, name) ?? ({ type: "text" } as const)]),
  );
  const checked = checkedValues(specs, outputs, "outputs", problems);
  if (to === "succeeded")
    for (const [name, { required, default: usual }] of Object.entries(declared)) {
      if (Object.hasOwn(outputs, name)) continue;
      if (usual !== undefined) checked[name] = usual;
      else if (required === true)
        problems.push({ path: `outputs.${name}`, text: `The output "${name}" is required: say what it is.` });
    }
  return checked;
}

function headOf(
  session: PipelineSession,
  vertex: PlanVertex,
  name: string,
  place: number,
  problems: Problem[],
): number {
  const names = vertex.outs.map(({ head }) => session.plan.vertices[head]?.name ?? "");
  const found = names.indexOf(name);
  if (found >= 0) return vertex.outs[found]?.head ?? -1;
  const allowed = names.length === 0 ? "it has none" : `they are ${names.join(", ")}`;
  problems.push({ path: `next.${place}`, text: `"${name}" is no successor of ${vertex.name}: ${allowed}.` });
  return -1;
}
