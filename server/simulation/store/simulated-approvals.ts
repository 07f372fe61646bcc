import { anybody, approvalRules, isRuledApproval } from "#engine/kinds/approval/approval-rules.ts";
import type { Approver } from "#engine/model/approver.ts";
import type { Decision } from "#engine/plan/pipeline-now.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

/** Those who answer: `lin` launched the pipeline, `bob` is in no group, and `dan` loses the right to answer. */
export const PEOPLE = ["ann", "bob", "lin", "dan"] as const;

/** The approvals that prompts have so far, as the services keep them. */
export class SimulatedApprovals {
  /** By track: which of its prompts it was, and who approved. */
  private readonly given = new Map<number, { readonly prompt: number; readonly by: readonly string[] }>();

  /**
   * Somebody answers an approval. Those who approved before are judged again, and a person approves once.
   *
   * @param mayDan whether `dan` may still answer.
   * @returns whether the answer was taken.
   * @throws Error where it went on with too few people who may approve.
   */
  answer(run: SimulatedPipeline, track: number, decision: Decision, mayDan: boolean): boolean {
    const vertex = run.plan.vertices[track];
    const names = Object.keys(vertex?.spec.inputs ?? {});
    const answers = Object.fromEntries(names.map((name) => [name, "x"]));
    const prompt = run.history.filter(({ number, to }) => number === track && to === "prompting").length;
    const known = this.given.get(track);
    const given = known?.prompt === prompt ? known.by : [];
    if (decision.verdict === "approve" && given.includes(decision.by)) return false;
    const by = [...given, decision.by];
    const approvers = by.map((name) => judged(name, mayDan));
    if (run.answer(track, answers, { ...decision, approvers }) !== null) return false;
    if (decision.verdict === "approve") this.given.set(track, { prompt, by });
    const isReleased = decision.verdict === "approve" && run.track(track).state !== "prompting";
    if (vertex !== undefined && isReleased) mustBeEnough(vertex, by, mayDan);
    return true;
  }
}

function judged(name: string, mayDan: boolean): Approver {
  return {
    ...anybody(name),
    mayAnswer: name !== "dan" || mayDan,
    places: name === "bob" ? [] : ["group:a"],
    isLauncher: name === "lin",
    isSealer: false,
  };
}

/** Checked without the engine's own count. */
function mustBeEnough(vertex: PlanVertex, by: readonly string[], mayDan: boolean): void {
  if (!isRuledApproval(vertex)) return;
  const { assignees, quorum, excludeLauncher } = approvalRules(vertex.spec);
  const allowed = new Set(by);
  if (!mayDan) allowed.delete("dan");
  if (excludeLauncher) allowed.delete("lin");
  if (assignees.length > 0) allowed.delete("bob");
  if (allowed.size < quorum)
    throw new Error(`${vertex.name} went on with ${allowed.size} of ${quorum} people: ${by.join(", ")}.`);
}
