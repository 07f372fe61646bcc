import { approvalRules, whyImpossible, whyNotCounted } from "#engine/kinds/approval/approval-rules.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, transact } from "#platform/database/db.ts";
import {
  approvalsOf,
  type Delegation,
  delegationsOf,
  deleteDelegation,
  peopleCalled,
  putDelegation,
} from "#repos/approvals/approval-rows.ts";
import { findPrompt } from "#repos/tracks/prompt-rows.ts";
import { withPipeline } from "../pipeline-session/with-pipeline.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { type Asked, approversFor, keyOfActor } from "./approver-facts.ts";

/**
 * Gives the place of a person among those who may approve to another person, for one prompt. Whoever was given a place
 * may give it on, or back to anybody through whom it came.
 *
 * @param request `to`: an email or a name.
 * @throws Refused `not-found`; `state-forbids` where the prompt is closed or names nobody; `not-allowed` where one of the
 *   two may not approve; `conflict` where one of the two has approved already, or too few people would be left.
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
      const approved = new Set((await approvalsOf(tx, id)).map(({ key }) => key));
      if (approved.has(own.key)) refuse("conflict", "You have approved already, so your place is taken.");
      const [person, other] = await peopleCalled(tx, to.trim());
      if (person === undefined) return refuse("not-found", `There is no person "${to}".`);
      if (other !== undefined)
        refuse("bad-input", `There are several people of the name "${to}": name one by the email.`);
      if (person.id === actor.id) refuse("bad-input", "This is your own place already.");
      if (approved.has(`person ${person.id}`))
        refuse("conflict", `${person.name} has approved already, and their approval counts once.`, {
          todo: "Give your place to somebody else, or approve yourself.",
        });
      const given = all.find(({ key }) => key === `person ${person.id}`);
      const problem =
        given === undefined
          ? `${person.name} may not answer in the folder of this graph.`
          : whyNotCounted(rules, { ...given, places: own.places });
      if (problem !== null) return refuse("not-allowed", `Your place was not given. ${problem}`);
      const hasOwn = (personId: number) =>
        all.some(({ key, givenAway }) => key === `person ${personId}` && givenAway.length > 0);
      const back = takenBack(await delegationsOf(tx, id), { from: actor.id, to: person.id }, hasOwn);
      for (const fromId of back) await deleteDelegation(tx, id, fromId);
      if (back.length === 0) await putDelegation(tx, { promptId: id, fromId: actor.id, toId: person.id });
      const impossible = whyImpossible(rules, await approversFor(tx, asked, actor));
      if (impossible !== null && whyImpossible(rules, all) === null)
        refuse(
          "conflict",
          `Your place was not given, since nobody could ever approve it then: ${impossible}`,
          { todo: "Give it to somebody who has no place yet, or approve yourself." },
        );
      session.remark(located.number, `${actor.name} gave their place to ${person.name}`, actor.name);
      noteForAudit(tx, actor, {
        object: { kind: "prompt", id, name: `${session.row.name}, ${vertex.name}` },
        after: { to: person.name, toId: person.id },
      });
    });
  });
}

/**
 * Who does not give their place away any more, if a place goes back to a person through whom it came: that person, and
 * those after them who have no other place to give. Empty where it did not come through that person.
 *
 * @param hasOwn whether somebody who gave their place away is named by the approval itself.
 */
function takenBack(
  delegations: readonly Delegation[],
  { from, to }: { readonly from: number; readonly to: number },
  hasOwn: (personId: number) => boolean,
): readonly number[] {
  const before = new Set<number>();
  const addBefore = (personId: number) => {
    for (const { fromId, toId } of delegations)
      if (toId === personId && !before.has(fromId)) {
        before.add(fromId);
        addBefore(fromId);
      }
  };
  addBefore(from);
  if (!before.has(to)) return [];
  const taken = [to];
  for (;;) {
    const left = delegations.filter(({ fromId }) => !taken.includes(fromId));
    const idle = left.find(
      ({ fromId }) => before.has(fromId) && !hasOwn(fromId) && !left.some(({ toId }) => toId === fromId),
    );
    if (idle === undefined) return taken;
    taken.push(idle.fromId);
  }
}
