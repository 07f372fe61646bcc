import { expect, test } from "vitest";
import { databaseWithStep } from "#testing/step-before.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { addPerson } from "../people/people.ts";
import { Refused } from "../refusals/refused.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { applyGraph } from "./apply-graph.ts";
import { deleteGraph } from "./delete-graph.ts";
import { listGraphs, showGraph } from "./show-graph.ts";

const { database, databaseUrl } = await startTestSystem();
for (const name of ["mine", "theirs"]) await createFolder(database, { folder: "", name }, COMMAND_LINE);

const UNREADABLE = "signalbox: [";

async function person(name: string, role: "viewer" | "designer", folder = "mine"): Promise<Actor> {
  const account = { name, email: null, role, folder };
  const { id } = await addPerson(database.queries, account, COMMAND_LINE);
  return { who: "person", id, name, sessionId: 0, rights: await rightsOfPerson(database.queries, id) };
}

const codeOf = (folder: string | undefined, actor: Actor) =>
  applyGraph(database, { text: UNREADABLE, folder }, actor).then(
    () => "applied",
    (error: unknown) => (error instanceof Refused ? error.refusal.code : error),
  );

test("a text is not read for somebody who may not design where the graph would be", async () => {
  const ann = await person("Ann", "designer");
  expect(await codeOf("theirs", ann)).toBe("not-found");
  expect(await codeOf("nowhere", ann)).toBe("not-found");
  expect(await codeOf("", ann)).toBe("not-allowed");
  expect(await codeOf("mine", ann)).toBe("bad-input");
  expect(await codeOf(undefined, ann)).toBe("bad-input");
});

test("a text is not read for somebody who may design nowhere", async () => {
  const vic = await person("Vic", "viewer");
  expect(await codeOf(undefined, vic)).toBe("not-allowed");
  expect(await codeOf("mine", vic)).toBe("not-allowed");
});

test("a text that is to be a new graph replaces none: not in another case, and not of somebody who was first by a moment", async () => {
  const ann = await person("Nan", "designer");
  const textOf = (name: string, script: string) =>
    JSON.stringify({ signalbox: 1, name, vertices: { a: { script } } });
  const make = (name: string, script: string, folder = "mine") =>
    applyGraph(database, { text: textOf(name, script), folder, isNew: true }, ann).then(
      ({ isNew }) => isNew,
      (error: unknown) => (error instanceof Refused ? error.refusal.code : error),
    );
  expect(await make("Deploy", "echo first")).toBe(true);
  expect(await make("deploy", "echo second")).toBe("conflict");
  expect(await applyGraph(database, { text: textOf("Deploy", "echo first") }, ann)).toMatchObject({
    edit: 2,
  });
  const both = await Promise.all([make("at-once", "echo 1"), make("At-Once", "echo 2")]);
  expect(both).toContain(true);
  expect(both).toContain("conflict");
});

test("of two people who make a graph of one name at once, the second one replaces nothing that they may not change", async () => {
  const ann = await person("Anna", "designer");
  const bob = await person("Bob", "designer", "theirs");
  const textOf = (script: string) =>
    JSON.stringify({ signalbox: 1, name: "both", vertices: { a: { script } } });
  const bobs = databaseWithStep(databaseUrl, { before: "insert into `graph`" }, () =>
    applyGraph(database, { text: textOf("echo ann"), folder: "mine" }, ann),
  );
  try {
    const refused = applyGraph(bobs, { text: textOf("echo bob"), folder: "theirs" }, bob);
    await expect(refused).rejects.toMatchObject({ refusal: { code: "conflict" } });
  } finally {
    await bobs.close();
  }
  expect(await showGraph(database.queries, "both", undefined)).toMatchObject({
    ...{ edit: 1, savedBy: "Anna", folder: "mine" },
    file: { vertices: new Map([["a", { script: "echo ann" }]]) },
  });
});

test("a text replaces only the draft that was seen: not what was saved since, nor a graph that was deleted since", async () => {
  const ann = await person("Una", "designer");
  const bob = await person("Bert", "designer");
  const textOf = (script: string) =>
    JSON.stringify({ signalbox: 1, name: "seen", vertices: { a: { script } } });
  const apply = (script: string, version?: number) =>
    applyGraph(database, { text: textOf(script), version }, ann).then(
      ({ edit }) => edit,
      (error: unknown) => (error instanceof Refused ? error.refusal : error),
    );
  await applyGraph(database, { text: textOf("echo 1"), folder: "mine" }, ann);
  const seen = async () => (await listGraphs(database.queries, { names: ["seen"] }, "all")).at(0)?.version;
  const first = await seen();
  await applyGraph(database, { text: textOf("echo 2") }, bob);
  expect(await apply("echo 3", first)).toMatchObject({
    code: "conflict",
    text: 'Bert changed the graph "seen" in between.',
  });
  expect((await showGraph(database.queries, "seen", undefined)).edit).toBe(2);
  const second = await seen();
  expect(await apply("echo 3", second)).toBe(3);
  await deleteGraph(database, { name: "seen" }, COMMAND_LINE);
  expect(await apply("echo 4", second)).toMatchObject({ code: "conflict", kept: "Nothing was replaced." });
});
