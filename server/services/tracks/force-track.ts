import type { Problem } from "#contract/refusal.ts";
import { forcedReason } from "#engine/explain/forced.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import type { Database } from "#platform/database/db.ts";
import { childOf } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import { noteTrack } from "../pipeline-session/note-track.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { endChild } from "../pipelines/cancel-pipeline.ts";
import { closeOpenAttempt } from "./retry-track.ts";

export type ForceRequest = {
  readonly id: number;
  readonly vertex: string;
  readonly to: "succeeded" | "failed" | "skipped";
  readonly reason: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly next?: readonly string[];
};

/**
 * Sets the end of a track by hand: a lost or failed one succeeds or is skipped, a running or lost one fails. The script
 * of a running track is killed by its runner, and its report is refused. The track keeps who decided and why.
 *
 * @throws Refused where the track's state forbids it, an output is invalid, a name is no successor, or the vertices to
 *   go on with are unknown; then nothing was written.
 */
export async function forceTrack(database: Database, request: ForceRequest, actor: string): Promise<void> {
  await changePipeline(database, request.id, actor, async (session) => {
    const number = session.numberOf(request.vertex);
    await session.load("all");
    const { to, reason: why } = request;
    noteTrack(session, number, actor, { after: { to, reason: why } });
    const vertex = session.vertex(number);
    const problems: Problem[] = [];
    const outputs = outputsOf(vertex, request, problems);
    const next = request.next?.map((name, place) => headOf(session, vertex, name, place, problems));
    refuseProblems(problems, request.vertex);
    const reason = forcedReason(request.to, actor, request.reason);
    const { state, sleep, attempt } = session.track(number);
    const parent = { pipelineId: request.id, number };
    const child = sleep === "child" ? await childOf(session.tx, parent, attempt) : null;
    closeOpenAttempt(session, number, reason);
    const event = { type: "forced", number, to: request.to, reason, outputs, ...(next && { next }) } as const;
    await session.decide(event, actor);
    session.adjust(number, { decidedBy: actor, decidedWhy: request.reason });
    // It took until it was lost, not until somebody decided.
    if (state === "lost") session.adjust(number, { finishedAt: "once" });
    // Its child or prompt is not needed any more.
    if (child !== null) await endChild(session.tx, { id: child.id, kills: "all" });
  });
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
