import type { Problem } from "#contract/refusal.ts";
import { whyWithdrawn } from "#engine/explain/why-withdrawn.ts";
import type { AskedInput } from "#engine/expressions/input-resolution.ts";
import { ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { approvalRules } from "#engine/kinds/approval/approval-rules.ts";
import { isDecidedByPerson } from "#engine/kinds/kinds.ts";
import type { Approver } from "#engine/model/approver.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { transact } from "#platform/database/db.ts";
import { type ApprovalRow, approvalsOf } from "#repos/approvals/approval-rows.ts";
import { closeIfOpen, findPrompt, insertAnswer, type LocatedPrompt } from "#repos/tracks/prompt-rows.ts";
import { keyOfActor } from "../approvals/approver-facts.ts";
import { judgedApprovers } from "../approvals/judge-approval.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";

export type AnswerRequest = {
  readonly id: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly verdict?: "approve" | "reject";
  readonly comment?: string;
  /** The digest of the content that the person has seen, if they say it. */
  readonly digest?: string;
  /** When the prompt opened that the person has seen, if they say it. */
  readonly openedAt?: number;
  /** The id of the person who gave it, if they say it. */
  readonly by?: number;
};

/**
 * Answers a prompt. The first committed answer counts; a later one is refused, with who answered, when and what. Where
 * several people must approve, each approval counts until the last one, and a rejection ends it at once.
 *
 * @param actor a name only: somebody of whom nothing else is known.
 * @throws Refused `not-signed-in` where somebody else asks than who gave it; `not-found`; `conflict` where it was answered, or by this person already; `state-forbids` where its
 *   track stopped asking, its time is over, or the person may not approve; `bad-input` where a value does not fit or is not asked, or a required one is missing.
 */
export async function answerPrompt(
  database: Database,
  request: AnswerRequest,
  actor: Actor | string,
): Promise<void> {
  if (request.by !== undefined && !isPerson(actor, request.by))
    refuse("not-signed-in", `Whoever answered prompt ${request.id} is not signed in here any more.`, {
      kept: "The answer was not recorded.",
      todo: "Sign in as the person who gave it.",
    });
  await transact(database, async (tx) => {
    const located = await findPrompt(tx, request.id);
    if (located === null) return refuse("not-found", `There is no prompt ${request.id}.`);
    return withPipeline(tx, located.pipelineId, async (session) => {
      // Read again, because only the pipeline's lock guarantees that no other answer comes in between.
      const now = (await findPrompt(tx, request.id)) ?? located;
      if (now.prompt.state !== "open") refuseClosed(now, session.row.cancelledBy);
      // The timer may be late; the limit is not.
      if (now.dueAt !== null && now.dueAt.getTime() <= session.now)
        refuse("state-forbids", `The time to answer prompt ${request.id} is over.`, {
          kept: "Your answer was not recorded.",
        });
      await answer(session, now, request, actor);
    });
  });
}

async function answer(
  session: PipelineSession,
  { prompt, number }: LocatedPrompt,
  { id, values, verdict, digest, openedAt, ...said }: AnswerRequest,
  actor: Actor | string,
): Promise<void> {
  const name = typeof actor === "string" ? actor : actor.name;
  const comment = said.comment ?? null;
  await session.load([number]);
  const vertex = session.vertex(number);
  const { inputs: specs = {} } = vertex.spec;
  if (!isDecidedByPerson(vertex) && verdict !== undefined)
    refuse("bad-input", `Prompt ${id} asks for values; there is nothing to ${verdict}.`);
  const { sealed } = session;
  if (digest !== undefined && digest !== sealed.digest)
    refuse("conflict", `Prompt ${id} is about the content ${sealed.digest}, and you saw ${digest}.`, {
      kept: "Your answer was not recorded.",
      todo: "Look at the prompt again.",
    });
  // In a restored database another prompt may have the id that a page still shows.
  if (openedAt !== undefined && openedAt !== prompt.openedAt.getTime())
    refuse(
      "conflict",
      `Prompt ${id} is another one than you saw: it opened at ${prompt.openedAt.toISOString()}.`,
      {
        kept: "Your answer was not recorded.",
        todo: "Look at the prompt again.",
      },
    );
  const problems: Problem[] = [];
  const given = isDecidedByPerson(vertex) ? await approvalsOf(session.tx, id) : [];
  const asked = askedValues(prompt.asks, checkedValues(specs, values, "values", problems), problems);
  const answers = given.length === 0 ? asked : keptValues(given, asked);
  for (const { name, isShown } of verdict === "reject" ? [] : prompt.asks)
    if (
      !isShown &&
      given.length === 0 &&
      !Object.hasOwn(values, name) &&
      ownOf(specs, name)?.required === true
    )
      problems.push({ path: `values.${name}`, text: `"${name}" is required and was not given.` });
  refuseProblems(problems, `prompt ${id}`);
  noteForAudit(session.tx, actor, {
    object: { kind: "prompt", id, name: `${session.row.name}, ${vertex.name}` },
    after: { verdict, comment, values: writeJson(answers), digest: sealed.digest },
  });
  // A field that was cleared has no value any more. A rejection fills nothing in.
  const cleared = verdict === "reject" ? [] : prompt.asks.filter(({ isShown }) => !isShown);
  const kept = Object.entries(session.track(number).answers).filter(
    ([name]) => !cleared.some((each) => each.name === name),
  );
  session.adjust(number, { answers: { ...Object.fromEntries(kept), ...answers } });
  if (verdict === "approve" && given.some(isBy(actor)))
    refuse("conflict", `You have approved prompt ${id} already: ${session.track(number).reason ?? ""}.`, {
      kept: "Your first approval counts.",
      todo: "Others have to approve it, too. You can still reject it.",
    });
  const approvers = await approversOf(session, { number, id }, given, actor);
  const decision = verdict === undefined ? {} : { decision: { verdict, by: name, comment, approvers } };
  await session.decide({ type: "answered", number, ...decision }, name);
  const isClosing = session.track(number).state !== "prompting";
  if (isClosing && !(await closeIfOpen(session.tx, id)))
    throw new Error(`Prompt ${id} was closed without its pipeline's lock.`);
  if (!isClosing) session.remark(number, session.track(number).reason ?? "approved", name);
  await insertAnswer(session.tx, {
    promptId: id,
    place: given.length + 1,
    values: verdict === undefined ? answers : { ...answers, verdict },
    comment,
    answeredBy: name,
    answeredByKey: typeof actor === "string" ? null : keyOfActor(actor),
    isClosing,
  });
}

/**
 * The values of an answer. Whoever may answer does not decide about other inputs than those that are asked. A value that
 * is only shown may be given back as it is: it is no part of the answer.
 */
function askedValues(
  asks: readonly AskedInput[],
  values: Readonly<Record<string, Json>>,
  problems: Problem[],
): Readonly<Record<string, Json>> {
  const found = Object.entries(values).map(([name, value]) => ({
    name,
    value,
    ask: asks.find((each) => each.name === name),
  }));
  for (const { name, value, ask } of found) {
    const shown = ask?.isShown && ask.prefill !== undefined ? writeJson(ask.prefill) : null;
    if ((ask !== undefined && !ask.isShown) || writeJson(value) === shown) continue;
    const is = shown === null ? "not asked here" : `only shown here: it is ${shown}`;
    problems.push({ path: `values.${name}`, text: `"${name}" is ${is}, and an answer cannot change it.` });
  }
  return Object.fromEntries(
    found.flatMap(({ name, value, ask }) => (ask === undefined || ask.isShown ? [] : [[name, value]])),
  );
}

function isPerson(actor: Actor | string, id: number): boolean {
  return typeof actor !== "string" && actor.who === "person" && actor.id === id;
}

function isBy(actor: Actor | string): (row: ApprovalRow) => boolean {
  return ({ key, name }) => (typeof actor === "string" ? name === actor : key === keyOfActor(actor));
}

async function approversOf(
  session: PipelineSession,
  { number, id }: { readonly number: number; readonly id: number },
  given: readonly ApprovalRow[],
  actor: Actor | string,
): Promise<readonly Approver[]> {
  const vertex = session.vertex(number);
  if (!isDecidedByPerson(vertex)) return [];
  const { id: pipelineId, revisionId } = session.row;
  const asked = { rules: approvalRules(vertex.spec), pipelineId, revisionId, promptId: id };
  return judgedApprovers(session.tx, asked, given, actor);
}

/** Everybody approves the same: the values of the first approval. @throws Refused `conflict` for others. */
function keptValues(
  given: readonly ApprovalRow[],
  values: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  const [first] = given;
  const { verdict: _verdict, ...kept } = first?.values ?? {};
  const other = Object.entries(values).find(
    ([name, value]) => writeJson(value) !== writeJson(ownOf(kept, name)),
  );
  if (other !== undefined)
    refuse(
      "conflict",
      `${first?.name} approved other values: ${other[0]} is ${writeJson(ownOf(kept, other[0]) ?? null)}.`,
      {
        kept: "Your answer was not recorded.",
        todo: "Approve these values, or reject.",
      },
    );
  return kept;
}

function refuseClosed(
  { prompt, answer, trackState: state, trackReason: reason }: LocatedPrompt,
  cancelledBy: string | null,
): never {
  if (answer === null) {
    const why = whyWithdrawn({ cancelledBy, track: { state, reason } });
    return refuse("state-forbids", `Prompt ${prompt.id} was withdrawn. ${why}`, {
      kept: "Your answer was not recorded.",
    });
  }
  const { verdict } = answer.values;
  const did = verdict === "approve" ? "approved" : verdict === "reject" ? "rejected" : "answered";
  const said = prompt.asks.flatMap(({ name }) => {
    const value = ownOf(answer.values, name);
    return value === undefined ? [] : [`${name} = ${writeJson(value)}`];
  });
  const at = `${answer.answeredAt.toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return refuse(
    "conflict",
    `${answer.answeredBy} ${did} prompt ${prompt.id} first, at ${at}${said.length > 0 ? ` with ${said.join(", ")}` : ""}.`,
    { kept: "Your answer was not recorded.", todo: "Look at the pipeline: that answer counts." },
  );
}
