import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { addPerson } from "../people/people.ts";
import { COMMAND_LINE } from "./actor.ts";
import { listCandidates } from "./grants.ts";
import { addGroup, addMember, listGroups } from "./groups.ts";

const { database } = await startTestSystem();

test("people of one name are told apart, also in a group, by their email, or else their id; of others no email is given", async () => {
  const add = (name: string, email: string | null) =>
    addPerson(database.queries, { name, email }, COMMAND_LINE);
  const ann = await add("Ann", "ann@b.c");
  const other = await add("ann", null);
  const bob = await add("Bob", "bob@b.c");
  expect((await listCandidates(database.queries)).people).toEqual([
    { id: ann.id, name: "Ann", mark: "ann@b.c" },
    { id: other.id, name: "ann", mark: `#${other.id}` },
    { id: bob.id, name: "Bob", mark: null },
  ]);
  const { id: night } = await addGroup(database.queries, "night", COMMAND_LINE);
  for (const { id } of [other, bob]) await addMember(database, { id: night, person: id }, COMMAND_LINE);
  expect((await listGroups(database.queries)).find(({ id }) => id === night)?.members).toEqual([
    { id: other.id, name: "ann", mark: `#${other.id}` },
    { id: bob.id, name: "Bob", mark: null },
  ]);
});
