import type { Problem } from "#contract/refusal.ts";
import { isDecidedByPerson } from "#engine/kinds/kinds.ts";
import type { Database } from "#platform/database/db.ts";
import { transact } from "#platform/database/db.ts";
import { closeIfOpen, findPrompt, insertAnswer, type LocatedPrompt } from "#repos/tracks/prompt-rows.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { refuse } from "../pipeline-session/refused.ts";

/**
 * Answers a prompt. The first committed answer wins; whoever comes second is told who it was, when and what.
 *
 * @throws Refused `not-found`; `conflict` where it was answered; `state-forbids` where its track stopped asking;
 *   `bad-input` where a value does not fit or a required one is missing.
 */
export async function answerPrompt(
  database: Database,
  request: {
    id: number;
    values: Readonly<Record<string, unknown>>;
    verdict?: "approve" | "reject";
    comment?: string;
  },
  actor: string,
): Promise<void> {
  await transact(database, async (tx) => {
    const located = await findPrompt(tx, request.id);
    if (located === null) return refuse("not-found", `There is no prompt ${request.id}.`);
    const open = await PipelineSession.open(tx, located.pipelineId);
    if (open === null) throw new Error(`Prompt ${request.id} belongs to no pipeline.`);
    // Read again: only under the pipeline's lock is it sure that nobody answers in between.
    const now = await findPrompt(tx, request.id);
    if (now === null || now.prompt.state !== "open") return refuseClosed(now ?? located);
    await open.load([located.number]);
    const { number } = located;
    const { spec = {} } = open.plan.vertices[number] ?? {};
    const { inputs: specs = {} } = spec;
    if (!isDecidedByPerson({ spec }) && request.verdict !== undefined)
      return refuse(
        "bad-input",
        `Prompt ${request.id} asks for values; there is nothing to ${request.verdict}.`,
      );
    const problems: Problem[] = [];
    const values = checkedValues(specs, request.values, "values", problems);
    const isRejected = request.verdict === "reject";
    for (const { name } of isRejected ? [] : now.prompt.asks)
      if (!Object.hasOwn(request.values, name) && specs[name]?.required === true)
        problems.push({ path: `values.${name}`, text: `"${name}" is required and was not given.` });
    refuseProblems(problems, `prompt ${request.id}`);
    open.adjust(number, { answers: { ...open.track(number).answers, ...values } });
    if (!(await closeIfOpen(tx, request.id)))
      throw new Error(`Prompt ${request.id} was closed without its pipeline's lock.`);
    await insertAnswer(tx, {
      promptId: request.id,
      place: 1,
      values: request.verdict === undefined ? values : { ...values, verdict: request.verdict },
      comment: request.comment ?? null,
      answeredBy: actor,
    });
    const { verdict, comment = null } = request;
    const decision = verdict === undefined ? {} : { decision: { verdict, by: actor, comment } };
    const forbidden = await open.apply({ type: "answered", number, ...decision }, actor);
    if (forbidden !== null) refuse("state-forbids", forbidden);
    await open.write();
  });
}

function refuseClosed({ prompt, answer }: LocatedPrompt): never {
  if (answer === null)
    return refuse("state-forbids", `Prompt ${prompt.id} was withdrawn: its track does not ask any more.`, {
      kept: "Your answer was not recorded.",
    });
  const said = Object.entries(answer.values).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return refuse(
    "conflict",
    `${answer.answeredBy} answered prompt ${prompt.id} first, at ${answer.answeredAt.toISOString()}${said.length > 0 ? ` with ${said.join(", ")}` : ""}.`,
    { kept: "Your answer was not recorded.", todo: "Look at the pipeline: it has gone on with that answer." },
  );
}
