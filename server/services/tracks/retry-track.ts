import type { Problem } from "#contract/refusal.ts";
import { valuesSetRemark } from "#engine/explain/override.ts";
import { NOTHING_FAILED, noChildText } from "#engine/explain/preview/pipeline-copy.ts";
import { ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { descendantsOf } from "#engine/plan/plan-reach.ts";
import type { Database } from "#platform/database/db.ts";
import { newestAttempts } from "#repos/tracks/attempt-rows.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import { noteTrack } from "../pipeline-session/note-track.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { whyChildRuns } from "../pipeline-session/why-child-runs.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";
import { refuseOtherAttempt } from "./refuse-other-attempt.ts";
import { noteRetry, retryInside } from "./retry-failed.ts";

type RetryRequest = {
  id: number;
  vertex: string;
  inputs?: Readonly<Record<string, unknown>>;
  /** `inputs` are those that a person changed in a form: the others are worked out anew, unless a person gave them before. */
  isForm?: boolean;
  downstream?: boolean;
  /** The attempt that was looked at. */
  attempt?: number | undefined;
  /** Where the track has a child pipeline, only the failed tracks of the child run again. */
  onlyFailed?: boolean;
  reason: string;
};

/**
 * Runs a failed or lost track again, and then the tracks that its failure kept from being reached.
 *
 * @param request `inputs` replaces the values that a person gave for this track before; with `downstream` the track
 *   runs again in any ended state, and so does everything behind it.
 * @throws Refused where the track's state or its attempt forbids it, or a value is invalid.
 */
export async function retryTrack(database: Database, request: RetryRequest, actor: string): Promise<void> {
  if (request.onlyFailed === true) {
    if (request.inputs !== undefined || request.downstream === true)
      refuse(
        "bad-input",
        `A retry of what failed in the child pipeline of ${request.vertex} goes on with the values that it has, and nothing downstream is rerun.`,
        {
          kept: "Nothing was written.",
          todo: "Leave out both, or retry the whole track.",
        },
      );
    await retryInChild(database, request, actor);
    return;
  }
  await changePipeline(database, request.id, actor, async (session) => {
    const number = session.numberOf(request.vertex);
    await session.load("all");
    refuseOtherAttempt(session, number, request.attempt);
    const { downstream = false, reason } = request;
    const { answers, changed } = await answersFrom(session, number, request);
    const note = changed.length > 0 && { changed: changed.join(", ") };
    noteTrack(session, number, actor, { after: { downstream, reason, ...note } });
    if (request.inputs !== undefined)
      session.adjust(number, { answers, hasSetValues: Object.keys(answers).length > 0 });
    if (session.track(number).state === "lost" && !request.downstream)
      closeOpenAttempt(session, number, `run again by ${actor}`);
    const type = downstream ? "rerun" : "retried";
    const begun = downstream ? [number, ...descendantsOf(session.plan, number)] : [number];
    const why = await whyChildRuns(session, begun);
    if (why !== null) refuse("state-forbids", why);
    await session.decide({ type, number }, actor);
    await noteRetry(session, number, reason, actor);
    if (changed.length > 0) session.remark(number, valuesSetRemark(changed, reason), actor);
  });
}

/** The values that a person gives for the track from now on, and which of them they changed. */
async function answersFrom(
  session: PipelineSession,
  number: number,
  { vertex, inputs, isForm = false }: Pick<RetryRequest, "vertex" | "inputs" | "isForm">,
) {
  const { id, answers: before } = session.track(number);
  if (inputs === undefined) return { answers: before, changed: [] };
  const problems: Problem[] = [];
  const specs = session.vertex(number).spec.inputs ?? {};
  const given = checkedValues(specs, inputs, "inputs", problems);
  refuseProblems(problems, vertex);
  if (!isForm) return { answers: given, changed: Object.keys(given) };
  const [last] = await newestAttempts(session.tx, [id]);
  // The page of an earlier version sends all that its form shows: what its last attempt had is no change, unless a person gave
  // another value after that attempt.
  const now = { ...last?.inputs, ...before };
  const isChanged = (name: string, value: Json) => {
    const present = ownOf(now, name);
    return present === undefined || writeJson(present) !== writeJson(value);
  };
  const changed = Object.entries(given).filter(([name, value]) => isChanged(name, value));
  return { answers: { ...before, ...Object.fromEntries(changed) }, changed: changed.map(([name]) => name) };
}

/** Runs the failed tracks of a track's child again, for which the track then waits. */
async function retryInChild(
  database: Database,
  { id, vertex, attempt, reason }: Pick<RetryRequest, "id" | "vertex" | "attempt" | "reason">,
  actor: string,
): Promise<void> {
  await changePipeline(database, id, actor, async (session) => {
    const number = session.numberOf(vertex);
    await session.load("all");
    refuseOtherAttempt(session, number, attempt);
    noteTrack(session, number, actor, { after: { onlyFailed: true, reason } });
    const { state } = session.track(number);
    const why = await whyChildRuns(session, [number]);
    if (why !== null) refuse("state-forbids", why);
    const done = await retryInside(session, number, reason, actor);
    if (done === null) refuse("state-forbids", noChildText(vertex, state));
    if (done.retried.length === 0) refuse("state-forbids", done.refused[0]?.why ?? NOTHING_FAILED);
  });
}

/** A person decided about a running or lost attempt: the attempt is over, and its late report is refused. */
export function closeOpenAttempt(session: PipelineSession, number: number, decision: string): void {
  const { state, reason } = session.track(number);
  const isExecuted = state === "running" || (state === "reverting" && session.track(number).token !== null);
  if (state !== "lost" && !isExecuted) return;
  session.endAttempt(number, {
    state: "failed",
    outputs: null,
    exitCode: null,
    signal: null,
    reason: state === "lost" ? `${reason ?? "lost"}; ${decision}` : decision,
    logBytes: 0,
    isLogCut: false,
  });
}
