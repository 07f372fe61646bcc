import { approvalRules, whyNotCounted } from "#engine/kinds/approval/approval-rules.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, transact } from "#platform/database/db.ts";
import {
  approvalsOf,
  delegationsOf,
  deleteDelegation,
  peopleCalled,
  putDelegation,
} from "#repos/approvals/approval-rows.ts";
import { findPrompt } from "#repos/tracks/prompt-rows.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import type { Actor } from "../rights/actor.ts";
import { type Asked, approversFor, keyOfActor } from "./approver-facts.ts";

/**
 * Gives the place of a person among those who may approve to another person, for one prompt. Whoever was given a place
 * may give it back.
 *
 * @param request `to`: an email or a name.
 * @throws Refused `not-found`; `state-forbids` where the prompt is closed or names nobody; `not-allowed` where one of the
 *   two may not approve; `conflict` where the person has answered already.
 */
export async function delegateApproval(
  database: Database,
  { id, to }: { readonly id: number; readonly to: string },
  actor: Actor,
): Promise<void> {
  if (actor.who !== "person")
    return refuse("state-forbids", "Only a person has a place that they can give to somebody else.");
  await transact(database, async (tx) => {
    const located = await findPrompt(tx, id);
    if (located === null) return refuse("not-found", `There is no prompt ${id}.`);
    return withPipeline(tx, located.pipelineId, async (session) => {
      const now = (await findPrompt(tx, id)) ?? located;
      await session.load([located.number]);
      const vertex = session.vertex(located.number);
      const rules = approvalRules(vertex.spec);
      if (now.prompt.state !== "open")
        refuse("state-forbids", `Prompt ${id} is closed: there is nothing left to answer.`);
      if (rules.assignees.length === 0)
        refuse(
          "state-forbids",
          `${vertex.name} names nobody who may approve, so there is no place to give.`,
          {
            todo: "Everybody who may answer in this folder can answer it.",
          },
        );
      const asked: Asked = {
        rules,
        pipelineId: session.row.id,
        revisionId: session.row.revisionId,
        promptId: id,
      };
      const all = await approversFor(tx, asked, actor);
      const own = all.find(({ key }) => key === keyOfActor(actor));
      const why = own === undefined ? "You are not known here." : whyNotCounted(rules, own);
      if (own === undefined || why !== null)
        return refuse("not-allowed", `You have no place to give. ${why}`);
      if ((await approvalsOf(tx, id)).some(({ key }) => key === own.key))
        refuse("conflict", "You have approved already, so your place is taken.");
      const [person, other] = await peopleCalled(tx, to.trim());
      if (person === undefined) return refuse("not-found", `There is no person "${to}".`);
      if (other !== undefined)
        refuse("bad-input", `There are several people of the name "${to}": name one by the email.`);
      if (person.id === actor.id) refuse("bad-input", "This is your own place already.");
      const given = all.find(({ key }) => key === `person ${person.id}`);
      const problem =
        given === undefined
          ? `${person.name} may not answer in the folder of this graph.`
          : whyNotCounted(rules, { ...given, places: own.places });
      if (problem !== null) return refuse("not-allowed", `Your place was not given. ${problem}`);
      const isBack = (await delegationsOf(tx, id)).some(
        ({ fromId, toId }) => fromId === person.id && toId === actor.id,
      );
      if (isBack) await deleteDelegation(tx, id, person.id);
      else await putDelegation(tx, { promptId: id, fromId: actor.id, toId: person.id });
      session.remark(located.number, `${actor.name} gave their place to ${person.name}`, actor.name);
      noteForAudit(tx, actor, {
        object: { kind: "prompt", id, name: `${session.row.name}, ${vertex.name}` },
        after: { to: person.name, toId: person.id },
      });
    });
  });
}
