import type { Problem } from "#contract/refusal.ts";
import { ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { isDecidedByPerson } from "#engine/kinds/kinds.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { transact } from "#platform/database/db.ts";
import { closeIfOpen, findPrompt, insertAnswer, type LocatedPrompt } from "#repos/tracks/prompt-rows.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";

export type AnswerRequest = {
  readonly id: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly verdict?: "approve" | "reject";
  readonly comment?: string;
};

/**
 * Answers a prompt. The first committed answer counts; a later one is refused, with who answered, when and what.
 *
 * @throws Refused `not-found`; `conflict` where it was answered; `state-forbids` where its track stopped asking;
 *   `bad-input` where a value does not fit or a required one is missing.
 */
export async function answerPrompt(database: Database, request: AnswerRequest, actor: string): Promise<void> {
  await transact(database, async (tx) => {
    const located = await findPrompt(tx, request.id);
    if (located === null) return refuse("not-found", `There is no prompt ${request.id}.`);
    return withPipeline(tx, located.pipelineId, async (session) => {
      // Read again, because only the pipeline's lock guarantees that no other answer comes in between.
      const now = (await findPrompt(tx, request.id)) ?? located;
      if (now.prompt.state !== "open") refuseClosed(now);
      await answer(session, now, request, actor);
    });
  });
}

async function answer(
  session: PipelineSession,
  { prompt, number }: LocatedPrompt,
  { id, values, verdict, ...said }: AnswerRequest,
  actor: string,
): Promise<void> {
  const comment = said.comment ?? null;
  await session.load([number]);
  const vertex = session.vertex(number);
  const { inputs: specs = {} } = vertex.spec;
  if (!isDecidedByPerson(vertex) && verdict !== undefined)
    refuse("bad-input", `Prompt ${id} asks for values; there is nothing to ${verdict}.`);
  const problems: Problem[] = [];
  const answers = checkedValues(specs, values, "values", problems);
  for (const { name, isShown } of verdict === "reject" ? [] : prompt.asks)
    if (!isShown && !Object.hasOwn(values, name) && ownOf(specs, name)?.required === true)
      problems.push({ path: `values.${name}`, text: `"${name}" is required and was not given.` });
  refuseProblems(problems, `prompt ${id}`);
  noteForAudit(session.tx, {
    object: { kind: "prompt", id, name: `${session.row.name}, ${vertex.name}` },
    after: { verdict, comment, values: writeJson(answers) },
  });
  // A field that was cleared has no value any more. A rejection fills nothing in.
  const cleared = verdict === "reject" ? [] : prompt.asks.filter(({ isShown }) => !isShown);
  const kept = Object.entries(session.track(number).answers).filter(
    ([name]) => !cleared.some((each) => each.name === name),
  );
  session.adjust(number, { answers: { ...Object.fromEntries(kept), ...answers } });
  if (!(await closeIfOpen(session.tx, id)))
    throw new Error(`Prompt ${id} was closed without its pipeline's lock.`);
  await insertAnswer(session.tx, {
    promptId: id,
    place: 1,
    values: verdict === undefined ? answers : { ...answers, verdict },
    comment,
    answeredBy: actor,
  });
  const decision = verdict === undefined ? {} : { decision: { verdict, by: actor, comment } };
  await session.decide({ type: "answered", number, ...decision }, actor);
}

function refuseClosed({ prompt, answer }: LocatedPrompt): never {
  if (answer === null)
    return refuse("state-forbids", `Prompt ${prompt.id} was withdrawn: its track does not ask any more.`, {
      kept: "Your answer was not recorded.",
    });
  const said = Object.entries(answer.values).map(([name, value]) => `${name} = ${writeJson(value)}`);
  return refuse(
    "conflict",
    `${answer.answeredBy} answered prompt ${prompt.id} first, at ${answer.answeredAt.toISOString()}${said.length > 0 ? ` with ${said.join(", ")}` : ""}.`,
    { kept: "Your answer was not recorded.", todo: "Look at the pipeline: that answer counts." },
  );
}
