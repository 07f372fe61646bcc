import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { actWords } from "#contract/audit/audit-acts.ts";
import { AuditCheck } from "#engine/audit/audit-chain.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { transact } from "#platform/database/db.ts";
import { deleteGraph } from "#services/graphs/delete-graph.ts";
import { addPerson } from "#services/people/people.ts";
import { beginSession } from "#services/people/sessions.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { personWith, tokenThatMay } from "#testing/api/actors.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { auditOf } from "#testing/api/audit-of.ts";
import { makeDatabaseUser } from "#testing/servers/database-user.ts";
import { startTestRedis } from "#testing/servers/redis.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { auditedDatabase } from "./audited.ts";
import { NOT_AUDITED } from "./expected-for-test.ts";
import { appRouter } from "./routers/router.ts";
import { signInWalk } from "./sign-in-walk-for-test.ts";
import { walkOfFailures } from "./walk-of-failures-for-test.ts";
import { walkOfRights } from "./walk-of-rights-for-test.ts";
import { walkOfSchedules, walkOfTriggers } from "./walk-of-schedules-for-test.ts";

const redisPassword = "open-sesame-7";
const redis = await startTestRedis(redisPassword);
afterAll(() => redis.stop());
const { database, databaseUrl, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });
const { queries } = database;
const bob = { name: "bob", email: "bob@example.com", role: "admin" } as const;
const { id: bobId } = await addPerson(queries, bob, COMMAND_LINE);
const { id: sessionId } = await beginSession(queries, bobId, ANN_ASKS.browser);
const BOB = personWith({ id: bobId, name: "bob", sessionId });
await addPerson(queries, { name: "fred", email: "fred@example.com" }, COMMAND_LINE);
const KEY = randomBytes(32);
// All mutations are carried out with a user of the database that cannot change what the audit has.
const { url: webUrl } = await makeDatabaseUser("web", databaseUrl);
const servers = [
  await startApiServer(webUrl, { actor: BOB, secretKey: KEY, httpAllow: ["127.0.0.1"] }),
  await startApiServer(webUrl),
];
afterAll(() => Promise.all(servers.map((server) => server.close())));
const [{ url }, { url: urlOfAnn }] = servers as [(typeof servers)[0], (typeof servers)[0]];
const api = openApiClient(url);
const apiOfAnn = openApiClient(urlOfAnn);

const { entries, chainProblem } = auditOf(api);

const GRAPH =
  "signalbox: 1\nname: walk\nvertices:\n  A: { kind: approval, prompt: { title: Go? } }\n  B: { script: 'true', inputs: { ip: { type: text, default: a } } }\nedges: [A -> B]\n";
const apply = (graph: object) =>
  api.graphs.applyText.mutate({ text: JSON.stringify({ signalbox: 1, ...graph }) });
const launchOf = (graph: string) => ({ graph, params: {}, inputs: {} });
const stateOf = async (id: number) => (await api.pipelines.show.query({ id })).tracks[0]?.state;
/** Waits until the first track of a pipeline is in a state, and gives the pipeline's id. */
async function ended(started: Promise<{ id: number }>, state: string): Promise<number> {
  const { id } = await started;
  await expect.poll(() => stateOf(id), { timeout: 30_000 }).toBe(state);
  return id;
}
async function failedTrack(): Promise<number> {
  await apply({ name: "fails", vertices: { C: { script: "exit 1" } } });
  return ended(api.pipelines.launch.mutate(launchOf("fails")), "failed");
}
const PASSWORD = "correct horse battery";

/** One call of each mutation that changes something, in an order in which each can be carried out. */
const WALK: Readonly<Record<string, () => Promise<unknown>>> = {
  "graphs.applyText": () => api.graphs.applyText.mutate({ text: GRAPH }),
  "graphs.create": () => api.graphs.create.mutate({ name: "made" }),
  "graphs.createExample": () => api.graphs.createExample.mutate({}),
  "graphs.save": () =>
    api.graphs.save.mutate({
      name: "made",
      edit: 1,
      file: { signalbox: 1, vertices: { A: { script: "true" } } },
    }),
  "graphs.seal": () => api.graphs.seal.mutate({ name: "made" }),
  // It ends before the graph is deleted: a graph whose test runs stays.
  "graphs.test": () => ended(api.graphs.test.mutate({ name: "made", vertex: "A" }), "succeeded"),
  "graphs.rename": () => api.graphs.rename.mutate({ name: "made", to: "named" }),
  "graphs.delete": () => api.graphs.delete.mutate({ name: "named" }),
  "pipelines.launch": () => api.pipelines.launch.mutate(launchOf("walk")),
  "pipelines.pause": async () => api.pipelines.pause.mutate({ id: await aPipeline() }),
  "pipelines.resume": async () => api.pipelines.resume.mutate({ id: await aPipeline() }),
  "pipelines.setPriority": async () =>
    api.pipelines.setPriority.mutate({ id: await aPipeline(), priority: 5 }),
  "tracks.break": async () => api.tracks.break.mutate({ id: await aPipeline(), vertex: "B", isSet: true }),
  "tracks.set": async () =>
    api.tracks.set.mutate({ id: await aPipeline(), vertex: "B", inputs: { ip: "b" }, reason: "other host" }),
  ...walkOfFailures(api, failedTrack),
  "prompts.delegate": async () => {
    await addPerson(queries, { name: "ann lee", email: null, role: "approver" }, COMMAND_LINE);
    await apply({
      name: "asks",
      vertices: { A: { kind: "approval", prompt: { assignees: ["person:bob"] } } },
    });
    await api.pipelines.launch.mutate(launchOf("asks"));
    const asked = (await api.prompts.list.query({})).find(({ graph }) => graph === "asks");
    await api.prompts.delegate.mutate({ id: asked?.id ?? 0, to: "ann lee" });
  },
  "prompts.answer": async () =>
    api.prompts.answer.mutate({ id: await aPrompt(), values: {}, verdict: "approve", comment: "fine" }),
  "pipelines.cancel": async () => {
    const { id } = await api.pipelines.launch.mutate(launchOf("walk"));
    await api.pipelines.cancel.mutate({ id, kill: true, reason: "over" });
  },
  "pipelines.undo": async () => {
    await apply({ name: "undone", vertices: { C: { script: "true", revert: "true" } } });
    const id = await ended(api.pipelines.launch.mutate(launchOf("undone")), "succeeded");
    await api.pipelines.undo.mutate({ id, reason: "back" });
  },
  "system.examine": async () => {
    const { id } = await api.pipelines.launch.mutate(launchOf("walk"));
    await database.pool.query("UPDATE pipeline SET open_tracks = open_tracks + 1 WHERE id = ?", [id]);
    await api.system.examine.mutate({ repair: true });
  },
  ...walkOfSchedules(api),
  "runners.drain": () => api.runners.drain.mutate({ name: "r1" }),
  "runners.add": () => api.runners.add.mutate({ name: "far" }),
  "runners.revokeToken": async () =>
    api.runners.revokeToken.mutate({ id: (await api.runners.tokens.query())[0]?.id ?? 0 }),
  "secrets.save": () => api.secrets.save.mutate({ name: "deploy-token", value: "very-secret-value" }),
  ...walkOfTriggers(api, "deploy-token"),
  "secrets.delete": () => api.secrets.delete.mutate({ name: "deploy-token" }),
  "people.add": () => api.people.add.mutate({ name: "eve", email: "eve@example.com" }),
  ...walkOfRights(api, bobId, { port: redis.port, password: redisPassword }),
  "people.makeLink": async () => (link = (await api.people.makeLink.mutate({ person: "eve" }))?.url ?? ""),
  "signIn.byLink": () => apiOfAnn.signIn.byLink.mutate({ token: link.split("#")[1] ?? "" }),
  "people.remove": async () => api.people.remove.mutate({ id: (await eve()).id }),
  "tokens.create": () => api.tokens.create.mutate({ name: "nightly", acts: ["read"], days: 1 }),
  "tokens.revoke": async () => api.tokens.revoke.mutate({ id: (await api.tokens.list.query())[0]?.id ?? 0 }),
  "account.save": () => api.account.save.mutate({ name: "bob", email: "bob@example.org" }),
  "account.setPassword": () => api.account.setPassword.mutate({ current: null, password: PASSWORD }),
  "signIn.byPassword": () =>
    apiOfAnn.signIn.byPassword.mutate({ email: "bob@example.org", password: PASSWORD }),
  ...signInWalk({
    ...{ api, database, databaseUrl, secretKey: KEY, person: BOB },
    ...{ email: "bob@example.org", password: PASSWORD },
  }),
  "account.endSession": async () =>
    api.account.endSession.mutate({ id: (await api.account.sessions.query())[0]?.id ?? 0 }),
  "signIn.out": async () => {
    const { id } = await beginSession(queries, bobId, ANN_ASKS.browser);
    const server = await startApiServer(databaseUrl, { actor: { ...BOB, sessionId: id } });
    await openApiClient(server.url).signIn.out.mutate({});
    await server.close();
  },
};
let link = "";
const aPipeline = async () => (await api.pipelines.list.query({})).pipelines.at(-1)?.id ?? 0;
const aPrompt = async () => (await api.prompts.list.query({ state: "open" }))[0]?.id ?? 0;
const eve = async () => (await api.people.list.query()).find(({ name }) => name === "eve") ?? { id: 0 };

test("every mutation writes one entry, which says who did what and from where, and the chain is whole", async () => {
  const mutations = Object.entries(
    appRouter._def.procedures as unknown as Record<string, { readonly _def: { readonly type: string } }>,
  )
    .filter(([, { _def }]) => _def.type === "mutation")
    .map(([path]) => path);
  const unknown = mutations.filter((path) => !Object.hasOwn(WALK, path) && !Object.hasOwn(NOT_AUDITED, path));
  expect(unknown, "mutations without a call here: add one").toEqual([]);
  const wordless = mutations.filter((path) => actWords(path) === null);
  expect(wordless, "mutations that the audit has no words for").toEqual([]);
  for (const [act, call] of Object.entries(WALK)) {
    const before = (await entries({ act })).length;
    await call();
    const found = await entries({ act });
    expect([act, found.length]).toEqual([act, before + 1]);
    const [entry] = found;
    expect([act, entry]).toEqual([
      act,
      expect.objectContaining({
        act,
        who: act === "tokens.revokeOwn" ? "token" : "person",
        whoId: expect.any(Number),
        result: "done",
        times: 1,
        address: "127.0.0.1",
        device: "a test",
        objectKind: expect.any(String),
      }),
    ]);
    expect([act, entry?.objectId === null && entry.objectName === null]).toEqual([act, false]);
  }
  expect(await chainProblem()).toBeNull();
  const [deleted] = await entries({ act: "secrets.delete" });
  expect(deleted).toMatchObject({ objectName: "deploy-token", before: '{"folder":""}' });
  const [rename] = await entries({ act: "graphs.rename" });
  expect(rename).toMatchObject({
    whoId: bobId,
    whoName: "bob",
    objectKind: "graph",
    objectName: "made",
    before: '{"name":"made"}',
    after: '{"name":"named"}',
  });
  expect(JSON.stringify(await entries())).not.toMatch(/very-secret|correct horse|signalbox_|argon2/);
});

test("a change is not written where its service was told of another actor than the one who asks, or of none", async () => {
  const { name } = await api.graphs.create.mutate({ name: "not-theirs" });
  const asked = auditedDatabase(database, { actor: BOB, browser: ANN_ASKS.browser }, "graphs.delete");
  await expect(deleteGraph(asked, { name }, COMMAND_LINE)).rejects.toThrow("was not told of the actor");
  await expect(deleteGraph(asked, { name }, { ...BOB, name: "ann" })).rejects.toThrow("was not told of");
  const object = { kind: "graph", name } as const;
  await expect(transact(asked, async (tx) => noteForAudit(tx, null, { object }))).rejects.toThrow("of null");
  expect((await api.graphs.list.query({ search: name })).map((each) => each.name)).toEqual([name]);
  expect(await entries({ act: "graphs.delete", objectName: name })).toEqual([]);
});

test("a request that is asked for again writes no second entry, and one that is refused keeps nothing but its own", async () => {
  const id = randomUUID();
  const again = openApiClient(url, id);
  await again.graphs.create.mutate({ name: "twice" });
  await again.graphs.create.mutate({ name: "twice" });
  expect(await entries({ act: "graphs.create", objectName: "twice" })).toHaveLength(1);
  await api.graphs.create.mutate({ name: "twice" }).catch(() => undefined);
  const [refused, done] = await entries({ act: "graphs.create", objectName: "twice" });
  expect([refused?.result, refused?.before, done?.result]).toEqual(["conflict", null, "done"]);
});

test("changes at the same time make one chain without a gap", async () => {
  const name = (at: number) => `many-${at}`;
  await Promise.all(Array.from({ length: 12 }, (_, at) => api.graphs.create.mutate({ name: name(at) })));
  expect(await entries({ act: "graphs.create", objectName: "many-" })).toHaveLength(12);
  expect(await chainProblem()).toBeNull();
});

test("a refused right and a failed sign-in are recorded, what is repeated is counted, and no typed email of nobody is kept", async () => {
  const server = await startApiServer(databaseUrl, {
    actor: tokenThatMay(["read"], "", 77),
  });
  const weak = openApiClient(server.url);
  for (let tries = 0; tries < 5; tries += 1)
    await weak.secrets.delete.mutate({ name: "x" }).catch(() => undefined);
  await weak.people.list.query().catch(() => undefined);
  await server.close();
  const refused = await entries({ who: "token", whoId: 77, result: "refused" });
  expect(refused.map(({ act, times, result }) => [act, times, result])).toEqual([
    ["secrets.delete", 4, "not-allowed"],
    ["people.list", 1, "not-allowed"],
    ["secrets.delete", 1, "not-allowed"],
  ]);
  const wrong = (email: string) =>
    apiOfAnn.signIn.byPassword.mutate({ email, password: "wrong password" }).catch(() => undefined);
  const carol = { name: "carol", email: "carol@example.com" };
  const { id: carolId } = await addPerson(queries, carol, COMMAND_LINE);
  await wrong(carol.email);
  await wrong("hunter2-typed-here");
  const failed = await entries({ act: "signIn.byPassword", result: "not-signed-in" });
  expect(failed.map(({ objectId }) => objectId)).toEqual([null, carolId]);
  expect(JSON.stringify(await entries())).not.toMatch(/hunter2|wrong password/);
});

test("a flood of different refused calls is a bounded number of entries", async () => {
  const actor = tokenThatMay(["read"], "", 78);
  const server = await startApiServer(databaseUrl, { actor });
  const flood = openApiClient(server.url);
  for (let at = 0; at < 100; at += 1)
    await flood.secrets.delete.mutate({ name: `x-${at}` }).catch(() => undefined);
  await server.close();
  const found = await entries({ whoId: 78 });
  expect(found.length).toBe(32);
  expect(found.reduce((sum, { times }) => sum + times, 0)).toBe(100);
  expect(found[0]).toMatchObject({ act: "many", times: 69, objectName: null });
});

test("after a restore of the database the chain goes on, and a head from before the restore tells what is gone", async () => {
  await api.graphs.create.mutate({ name: "kept" });
  const backup = await api.audit.head.query();
  await api.graphs.create.mutate({ name: "lost-1" });
  await api.graphs.create.mutate({ name: "lost-2" });
  const printed = await api.audit.head.query();
  await database.pool.query("DELETE FROM audit_entry WHERE id > ?", [backup?.id]);
  await database.pool.query("UPDATE audit_head SET last_id = ?, hash = UNHEX(?)", [backup?.id, backup?.hash]);
  await api.graphs.create.mutate({ name: "after" });
  expect(await chainProblem()).toBeNull();
  const check = new AuditCheck(printed);
  check.follow((await api.audit.export.query({})).entries);
  expect(check.end(await api.audit.head.query())).toMatchObject({ problem: "cut" });
});

test("entries come in pages from both ends, and filters narrow them", async () => {
  const seen: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = await api.audit.list.query({ act: "graphs.", limit: 5, ...(before && { before }) });
    seen.push(...page.entries.map(({ id }) => id));
    if (page.next === null) break;
    before = page.next;
  }
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
  expect(seen).toEqual((await entries({ act: "graphs." })).map(({ id }) => id));
  const [first] = await entries({ objectKind: "graph", objectName: "kept" });
  expect(await entries({ since: new Date(Date.now() + 3_600_000) })).toEqual([]);
  expect((await entries({ until: first?.at, since: first?.at })).map(({ id }) => id)).toContain(first?.id);
});
