import { expect, test } from "vitest";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { insertGrant } from "#repos/rights/grant-rows.ts";
import { addPerson } from "#services/people/people.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { delegateApproval } from "./delegate-approval.ts";

const { database, launch } = await startTestSystem();
const { queries } = database;
const ROOT_ID = 1;

async function personOf(name: string): Promise<Actor> {
  const { id } = await addPerson(queries, { name, email: `${name}@example.com` }, COMMAND_LINE);
  const row = { personId: id, groupId: null, folderId: ROOT_ID, role: "admin", createdBy: "test" } as const;
  await insertGrant(queries, row);
  return { who: "person", id, name, sessionId: id, rights: ALL_RIGHTS };
}
const [ann, bob, cas, dan] = [
  await personOf("ann"),
  await personOf("bob"),
  await personOf("cas"),
  await personOf("dan"),
];

let graphs = 0;
/** The prompt of an approval by these people. */
async function asked(names: readonly string[], quorum = 1): Promise<number> {
  graphs += 1;
  const assignees = names.map((name) => `person:${name}@example.com`);
  const ok = { kind: "approval", prompt: { title: "Go?", assignees, quorum } };
  const { id } = await launch({ name: `given-${graphs}`, vertices: { ok } });
  return (await listPromptViews(queries, "open")).find(({ pipeline }) => pipeline.id === id)?.id ?? 0;
}
const said = (act: Promise<unknown>) =>
  act.then(
    () => "done",
    (error) => error.refusal?.text as string,
  );
const give = (id: number, from: Actor, to: Actor) =>
  said(delegateApproval(database, { id, to: to.who === "person" ? to.name : "" }, from));
const approve = (id: number, by: Actor) =>
  said(answerPrompt(database, { id, values: {}, verdict: "approve" }, by));
const ableOf = async (id: number) => (await showPrompt(queries, id, ann)).approval?.able?.names;

test("a place that went through several hands comes back to whoever it was of, and can be given again", async () => {
  const id = await asked(["ann"]);
  expect([await give(id, ann, bob), await give(id, bob, cas), await give(id, cas, ann)]).toEqual([
    "done",
    "done",
    "done",
  ]);
  expect(await ableOf(id)).toEqual(["ann"]);
  expect(await approve(id, cas)).toMatch(/none of those/);
  // Bob gave away the place that came from Ann: Bob had none before.
  expect([await give(id, ann, bob), await ableOf(id), await give(id, bob, ann)]).toEqual([
    "done",
    ["bob"],
    "done",
  ]);
  expect([await give(id, ann, cas), await give(id, cas, dan), await give(id, dan, cas)]).toEqual([
    "done",
    "done",
    "done",
  ]);
  expect(await ableOf(id)).toEqual(["cas"]);
  expect(await approve(id, cas)).toBe("done");
});

test("places of two people that meet in one hand go back each to whom it was of", async () => {
  const id = await asked(["ann", "bob"]);
  expect([await give(id, ann, cas), await give(id, bob, cas), await give(id, cas, ann)]).toEqual([
    "done",
    "done",
    "done",
  ]);
  expect(await ableOf(id)).toEqual(["ann", "cas"]);
  expect(await give(id, cas, bob)).toBe("done");
  expect(await ableOf(id)).toEqual(["ann", "bob"]);
});

test("a place is not given to somebody who has approved already, since they count once", async () => {
  const id = await asked(["ann", "bob", "cas"], 2);
  expect(await approve(id, bob)).toBe("done");
  expect(await give(id, ann, bob)).toBe("bob has approved already, and their approval counts once.");
  expect(await approve(id, ann)).toBe("done");
});

test("a place is not given where too few different people would be left", async () => {
  const id = await asked(["ann", "bob"], 2);
  expect(await give(id, ann, bob)).toBe(
    "Your place was not given, since nobody could ever approve it then: 2 different people must approve, and only bob is able to.",
  );
  expect(await give(id, ann, cas)).toBe("done");
  expect([await approve(id, bob), await approve(id, cas)]).toEqual(["done", "done"]);
});
