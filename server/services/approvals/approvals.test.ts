import { afterAll, expect, test } from "vitest";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { deleteGrant, insertGrant } from "#repos/rights/grant-rows.ts";
import { insertGroup, putMember } from "#repos/rights/group-rows.ts";
import { createToken } from "#services/people/api-tokens.ts";
import { addPerson, saveAccount } from "#services/people/people.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { createFolder } from "#services/rights/folders.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";

const { database, databaseUrl } = await startTestSystem();
const { queries } = database;
const ROOT_ID = 1;
const servers: Awaited<ReturnType<typeof startApiServer>>[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function apiOf(actor: Actor) {
  const server = await startApiServer(databaseUrl, { actor });
  servers.push(server);
  return openApiClient(server.url);
}

async function personOf(name: string) {
  const email = `${name}@example.com`;
  const { id } = await addPerson(queries, { name, email }, COMMAND_LINE);
  const row = { personId: id, groupId: null, folderId: ROOT_ID, role: "admin", createdBy: "test" } as const;
  const grant = await insertGrant(queries, row);
  const actor: Actor = { who: "person", id, name, sessionId: id, rights: ALL_RIGHTS };
  return { id, grant, actor, api: await apiOf(actor) };
}

const [lin, ann, bob, cas] = [
  await personOf("lin"),
  await personOf("ann"),
  await personOf("bob"),
  await personOf("cas"),
];
const dba = await insertGroup(queries, { name: "dba", createdBy: "test" });
for (const { id } of [lin, ann, bob]) await putMember(queries, dba, id);

let graphs = 0;
/** Lin makes, seals and launches a graph with one approval; gives its prompt. */
async function asked(prompt: object, { by = lin, inputs = {} }: { by?: typeof lin; inputs?: object } = {}) {
  graphs += 1;
  const name = `asked-${graphs}`;
  const vertices = { ok: { kind: "approval", prompt, inputs }, B: { script: "true" } };
  await by.api.graphs.applyText.mutate({
    text: JSON.stringify({ signalbox: 1, name, vertices, edges: ["ok -> B"] }),
  });
  const { id } = await by.api.pipelines.launch.mutate({ graph: name, params: {}, inputs: {} });
  const found = (await by.api.prompts.list.query({})).find(({ pipeline }) => pipeline.id === id);
  return { id, prompt: found?.id ?? 0, name };
}
const approve = (who: { api: typeof lin.api }, id: number, values = {}) =>
  who.api.prompts.answer.mutate({ id, values, verdict: "approve" });
const said = (answer: Promise<unknown>) =>
  answer.then(
    () => "done",
    (error) => error.data?.refusal?.text as string,
  );
const stateOf = async (id: number, vertex = "ok") =>
  (await lin.api.pipelines.show.query({ id })).tracks.find((track) => track.vertex === vertex);

test("two different people of a group approve, and the launcher is not one of them", async () => {
  const { id, prompt } = await asked({ assignees: ["group:dba"], quorum: 2, excludeLauncher: true });
  expect(await said(approve(lin, prompt))).toMatch(/lin launched the pipeline/);
  expect(await said(approve(cas, prompt))).toMatch(/cas is none of those who may approve: group:dba/);
  const view = await approve(ann, prompt);
  expect(view).toMatchObject({
    state: "open",
    approval: { quorum: 2, approvals: [{ name: "ann", counts: true }], able: { names: ["bob"], count: 1 } },
  });
  expect(view.approval).toMatchObject({ hasApproved: true, why: null });
  expect((await stateOf(id))?.reason).toBe("1 of 2 approved: ann");
  expect(await said(approve(ann, prompt))).toMatch(/approved .* already/);
  expect(await approve(bob, prompt)).toMatchObject({
    state: "answered",
    approval: { approvals: [{ name: "ann" }] },
  });
  expect(await stateOf(id)).toMatchObject({ state: "succeeded", reason: "approved by ann and bob" });
  expect(await stateOf(id, "B")).toMatchObject({ state: "pending" });
});

test("answers of two people in the same moment count as two, and those of one person as one", async () => {
  const { id, prompt } = await asked({ quorum: 3 });
  const answers = await Promise.all([ann, ann, bob, bob, ann].map((who) => said(approve(who, prompt))));
  expect(answers.filter((answer) => answer === "done")).toHaveLength(2);
  expect(await stateOf(id)).toMatchObject({ state: "prompting", reason: expect.stringMatching(/^2 of 3/) });
  const [one, other] = await Promise.all([said(approve(cas, prompt)), said(approve(lin, prompt))]);
  expect([one, other].filter((answer) => answer === "done")).toHaveLength(1);
  expect((await stateOf(id))?.state).toBe("succeeded");
});

test("an approver whose right was taken in between does not count any more", async () => {
  const dan = await personOf("dan");
  const { id, prompt } = await asked({ quorum: 2 });
  await approve(dan, prompt);
  await deleteGrant(queries, dan.grant);
  const view = await lin.api.prompts.show.query({ id: prompt });
  expect(view.approval?.approvals).toMatchObject([{ name: "dan", counts: false }]);
  await approve(ann, prompt);
  expect(await stateOf(id)).toMatchObject({ state: "prompting", reason: "1 of 2 approved: ann" });
  await approve(bob, prompt);
  expect((await stateOf(id))?.reason).toBe("approved by ann and bob");
});

test("whoever retries or sets values is a launcher, and whoever sealed can be excluded as well", async () => {
  const { id, prompt } = await asked({ excludeLauncher: true, excludeSealer: true });
  await ann.api.prompts.answer.mutate({ id: prompt, values: {}, verdict: "reject" });
  await bob.api.tracks.retry.mutate({ id, vertex: "ok", reason: "again" });
  const again = (await lin.api.prompts.list.query({})).find(({ pipeline }) => pipeline.id === id)?.id ?? 0;
  expect(await said(approve(bob, again))).toMatch(/bob launched the pipeline, or decided what runs in it/);
  expect(await said(lin.api.tracks.force.mutate({ id, vertex: "ok", to: "failed", reason: "x" }))).not.toBe(
    "done",
  );
  await approve(ann, again);
  expect((await stateOf(id))?.state).toBe("succeeded");
  const sealed = await asked({ excludeSealer: true });
  await lin.api.prompts.list.query({});
  expect(await said(approve(lin, sealed.prompt))).toMatch(/lin sealed the revision/);
});

test("everybody approves the values of the first approval", async () => {
  const inputs = { n: { type: "integer", required: true } };
  const { id, prompt } = await asked({ quorum: 2 }, { inputs });
  await approve(ann, prompt, { n: 3 });
  const view = await bob.api.prompts.show.query({ id: prompt });
  expect([view.fields, view.shown.map(({ name, prefill }) => [name, String(prefill)])]).toEqual([
    [],
    [["n", "3"]],
  ]);
  expect(await said(approve(bob, prompt, { n: 4 }))).toMatch(/ann approved other values: n is 3/);
  await approve(bob, prompt);
  expect(await stateOf(id)).toMatchObject({ state: "succeeded" });
});

test("a place can be given to somebody who may answer, and given back", async () => {
  const { id, prompt } = await asked({ assignees: ["person:ann@example.com"], excludeLauncher: true });
  expect(await said(cas.api.prompts.delegate.mutate({ id: prompt, to: "bob" }))).toMatch(/no place to give/);
  expect(await said(ann.api.prompts.delegate.mutate({ id: prompt, to: "lin" }))).toMatch(
    /lin launched the pipeline/,
  );
  await ann.api.prompts.delegate.mutate({ id: prompt, to: "bob@example.com" });
  expect(await said(approve(ann, prompt))).toMatch(/gave their place/);
  await bob.api.prompts.delegate.mutate({ id: prompt, to: "cas" });
  expect(await said(approve(bob, prompt))).toMatch(/none of those|gave their place/);
  await cas.api.prompts.delegate.mutate({ id: prompt, to: "bob" });
  await approve(bob, prompt);
  expect((await stateOf(id))?.reason).toBe("approved by bob");
  const events = await lin.api.pipelines.events.query({ id, after: { rev: 0, n: 0 }, limit: 100 });
  expect(events.map(({ reason }) => reason)).toContain("ann gave their place to bob");
});

test("what nobody could ever approve is not launched, and later its prompt says so", async () => {
  expect(await said(asked({ assignees: ["group:nobody"] }))).toMatch(
    /Nobody could ever approve ok: 1 person must approve, .* group:nobody names nobody here now\.$/,
  );
  expect(await said(asked({ assignees: ["person:lin"], excludeLauncher: true }))).toMatch(
    /lin launched the pipeline/,
  );
  const command = { ...lin, api: await apiOf(COMMAND_LINE) };
  expect(await said(asked({ excludeLauncher: true }, { by: command }))).toMatch(/not known who did/);
  // Check says it before.
  const checked = await lin.api.graphs.show.query({ name: "asked-1" });
  expect(checked.findings.map(({ code }) => code)).toEqual(["approval-no-question"]);
  const assignees = ["group:dba", "group:nobody", "person:nobody", "token:none", "role:admin"];
  const { findings } = await lin.api.graphs.applyText.mutate({
    text: JSON.stringify({
      signalbox: 1,
      name: "names-nobody",
      vertices: { ok: { kind: "approval", prompt: { title: "Go?", assignees } } },
    }),
  });
  expect(findings.map(({ code, level }) => [code, level])).toEqual(
    Array.from({ length: 3 }, () => ["assignee-unknown", "warning"]),
  );
  expect(findings[0]?.text).toBe('ok: there is no group "nobody", so nobody is meant.');
  const eve = await personOf("eve");
  const { prompt } = await asked({ assignees: ["person:eve"] });
  await deleteGrant(queries, eve.grant);
  const view = await lin.api.prompts.show.query({ id: prompt });
  expect(view.approval).toMatchObject({
    able: { count: 0 },
    impossible: expect.stringMatching(/1 person must approve, and nobody is able to\. eve may not answer/),
  });
});

test("a launch is refused where nobody could approve in a child pipeline of a child pipeline, unless that is skipped", async () => {
  const wide = { signalbox: 1, name: "reads", vertices: { R: { script: "true" } } };
  await lin.api.graphs.applyText.mutate({ text: JSON.stringify(wide) });
  await lin.api.graphs.seal.mutate({ name: "reads" });
  const sealed = async (by: typeof lin, name: string, vertices: object) => {
    await by.api.graphs.applyText.mutate({ text: JSON.stringify({ signalbox: 1, name, vertices }) });
    await by.api.graphs.seal.mutate({ name });
  };
  const runs = (name: string) => ({ kind: "graph", graph: { name, revision: 1 } });
  const alone = { kind: "approval", prompt: { assignees: ["person:lin"], excludeLauncher: true } };
  await sealed(ann, "signs", { ok: alone, B: { script: "true" } });
  await sealed(ann, "middle", { inner: runs("signs"), plain: runs("reads") });
  await sealed(ann, "top", { outer: runs("middle"), other: runs("reads") });
  const launch = (who: { api: typeof lin.api }, more: object = {}) =>
    said(who.api.pipelines.launch.mutate({ graph: "top", params: {}, inputs: {}, ...more }));
  const refused = await launch(lin);
  expect(refused).toMatch(/^Nobody could ever approve ok in the child pipeline of outer > inner: 1 person/);
  expect(refused).toMatch(/lin launched the pipeline/);
  expect(await launch(ann)).toBe("done");
  await createFolder(database, { folder: "", name: "own" }, COMMAND_LINE);
  await ann.api.graphs.move.mutate({ name: "top", folder: "own" });
  const grants = [{ folder: "own", role: "operator" }] as const;
  const operator = await apiOf({ ...lin.actor, rights: { grants } });
  expect(await launch({ api: operator })).toBe(
    "Nobody could ever approve an approval in the child pipeline of outer, which is in a folder that you may not see.",
  );
  expect(await launch(lin, { skips: ["outer"] })).toBe("done");
  await sealed(lin, "signs-2", {
    ok: { kind: "approval", prompt: { assignees: ["person:lin"], excludeSealer: true } },
  });
  await sealed(ann, "top-2", { outer: runs("signs-2") });
  expect(await said(ann.api.pipelines.launch.mutate({ graph: "top-2", params: {}, inputs: {} }))).toMatch(
    /ok in the child pipeline of outer: .*lin sealed the revision/,
  );
});

test("a script cannot approve its own pipeline by a token of the launcher, or as the command line", async () => {
  const acts = ["read", "launch", "answer"] as const;
  const made = await createToken(queries, { name: "ci", acts: [...acts], days: 1 }, lin.actor);
  const rights = { ...ALL_RIGHTS, limit: { acts, folder: "" } };
  const token: Actor = { who: "token", id: made.id, name: "token ci", personId: lin.id, rights };
  const script = { ...lin, api: await apiOf(token) };
  const socket = { ...lin, api: await apiOf(COMMAND_LINE) };
  const plain = await asked({});
  expect(await said(approve(script, plain.prompt))).toMatch(
    /A token approves only where the vertex names it/,
  );
  const ruled = await asked({ excludeLauncher: true });
  expect(await said(approve(script, ruled.prompt))).toMatch(/A token approves only/);
  expect(await said(approve(socket, ruled.prompt))).toMatch(/command line .* is no certain person/);
  const named = await asked({ assignees: ["token:ci", "group:dba"], excludeLauncher: true });
  expect(await said(approve(script, named.prompt))).toMatch(/launched the pipeline/);
  // A pipeline that the token launched was launched by the person who made it.
  await asked({}, { by: lin });
  await lin.api.graphs.seal.mutate({ name: ruled.name });
  const { id } = await script.api.pipelines.launch.mutate({ graph: ruled.name, params: {}, inputs: {} });
  const own = (await lin.api.prompts.list.query({})).find(({ pipeline }) => pipeline.id === id)?.id ?? 0;
  expect(await said(approve(lin, own))).toMatch(/lin launched the pipeline/);
  const other = await asked({ assignees: ["token:ci"], excludeLauncher: true }, { by: ann });
  expect(await said(approve(script, other.prompt))).toBe("done");
  const grants = [{ folder: "", role: "approver" }] as const;
  const ofCas = createToken(
    queries,
    { name: "ci", acts: ["answer"], days: 1 },
    { ...cas.actor, rights: { grants } },
  );
  await expect(ofCas).rejects.toThrow(/An approval names the token "ci", so only an admin/);
  // A token of somebody else, that was made before an approval named it.
  await createToken(queries, { name: "ci", acts: ["answer"], days: 1 }, cas.actor);
  expect(await said(asked({ assignees: ["token:ci"] }, { by: ann }))).toMatch(
    /token:ci names nobody here now/,
  );
});

test("nobody becomes somebody whom an approval names by calling themselves so; an admin may name them", async () => {
  await asked({ assignees: ["person:ann", "person:Gone@Example.com", 'person:o"neil %'] });
  const own = (name: string, email: string) =>
    saveAccount(queries, { id: ann.id, rights }, { name, email }).then(
      () => "done",
      (error) => error.refusal?.text as string,
    );
  const { id } = await addPerson(queries, { name: "evelyn", email: "evelyn@example.com" }, COMMAND_LINE);
  const rights = { grants: [{ folder: "", role: "approver" as const }] };
  const save = (name: string, email: string, by = rights) =>
    saveAccount(queries, { id, rights: by }, { name, email }).then(
      () => "done",
      (error) => error.refusal?.text as string,
    );
  expect(await save("ann", "evelyn@example.com")).toMatch(/An approval names "ann"/);
  expect(await save('o"neil %', "evelyn@example.com")).toMatch(/An approval names/);
  expect(await save("evelyn", "gone@example.com")).toMatch(/only an admin of All graphs can take this email/);
  expect(await save("an", "eve1@example.com")).toBe("done");
  expect(await save("o_neil", "eve2@example.com")).toBe("done");
  // And nobody leaves an approval without whom it names.
  expect(await own("ann lee", "ann@example.com")).toMatch(/An approval names "ann", .* can change this name/);
  expect(await own("ann", "ann@example.org")).toMatch(/can change this email/);
  expect(await save("evelyn", "gone@example.com", { grants: [{ folder: "", role: "admin" as never }] })).toBe(
    "done",
  );
});
