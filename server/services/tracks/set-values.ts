import type { Problem } from "#contract/refusal.ts";
import { valuesSetRemark } from "#engine/explain/override.ts";
import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { lockNames } from "#engine/locks/locks.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Database } from "#platform/database/db.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import { noteTrack } from "../pipeline-session/note-track.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { changePipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";

/** In these states the inputs are not resolved for good yet; a claim does that. */
const NOT_BEGUN: ReadonlySet<TrackState> = new Set<TrackState>(["waiting", "pending", "sleeping"]);

/**
 * Gives a track that has not begun other values for some of its inputs. They have priority over the values of the graph
 * and of the launch. An event records who changed which inputs.
 *
 * @throws Refused `state-forbids` where it runs, asks or has ended; `bad-input` with every invalid value.
 */
export async function setValues(
  database: Database,
  request: { id: number; vertex: string; inputs: Readonly<Record<string, unknown>>; reason: string },
  actor: string,
): Promise<void> {
  await changePipeline(database, request.id, actor, async (session) => {
    const number = session.numberOf(request.vertex);
    await session.load([number]);
    const { state, sleep, answers } = session.track(number);
    // A child pipeline was already launched with the present values.
    if (!NOT_BEGUN.has(state) || sleep === "child")
      refuse(
        "state-forbids",
        `${request.vertex} is ${STATE_WORDS[state]}: values can be set before it begins.`,
        {
          todo:
            state === "prompting" ? "Answer its prompt." : "Retry it with other values once it has failed.",
        },
      );
    const problems: Problem[] = [];
    const specs = session.plan.vertices[number]?.spec.inputs ?? {};
    const values = checkedValues(specs, request.inputs, "inputs", problems);
    refuseProblems(problems, request.vertex);
    if (Object.keys(values).length === 0)
      refuse("bad-input", `No value was given for ${request.vertex}.`, { kept: "Nothing was changed." });
    const set = Object.keys(values).map((name): [string, Json] => [name, ownOf(answers, name) ?? null]);
    noteTrack(session, number, actor, {
      before: { values: writeJson(Object.fromEntries(set)) },
      after: { values: writeJson(values), reason: request.reason },
    });
    session.adjust(number, { answers: { ...answers, ...values }, hasSetValues: true });
    await renameLocks(session, number, request.vertex);
    session.remark(number, valuesSetRemark(Object.keys(values), request.reason), actor);
  });
}

/** The names of a ready track's locks follow its values. Of another track they are worked out when it becomes ready. */
async function renameLocks(session: PipelineSession, number: number, vertex: string): Promise<void> {
  const { state, answers } = session.track(number);
  const { spec } = session.vertex(number);
  if (state !== "pending" || spec.locks === undefined) return;
  const resolved = resolveInputs({
    specs: spec.inputs ?? {},
    answers,
    launch: session.givenTo(number),
    facts: await session.factsFor(number),
  });
  const locks = lockNames(spec, resolved.kind === "ready" ? resolved.values : {});
  if (!locks.ok) refuse("bad-input", `${vertex}: ${locks.problem}.`, { kept: "Nothing was changed." });
  session.adjust(number, { locks: locks.names });
}
