import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { expect, test } from "vitest";
import { personKey } from "#contract/people/people.ts";
import { PERSON_HEADER, REQUEST_ID_HEADER } from "#contract/requests.ts";
import { takeAuditNote } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { addPerson, savePassword } from "#services/people/people.ts";
import { actorOfSession, beginSession, browserOfActor, listSessions } from "#services/people/sessions.ts";
import { signInByPassword } from "#services/people/sign-in.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { auditOf } from "#testing/api/audit-of.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { guardStream, throwIfRefused } from "./stream-end.ts";

const PASSWORD = "correct horse battery";
const { database, databaseUrl } = await startTestSystem();
const { queries } = database;

async function addWithPassword(name: string): Promise<number> {
  const { id } = await addPerson(queries, { name, email: `${name}@b.c`, role: "admin" }, COMMAND_LINE);
  await savePassword(queries, id, PASSWORD);
  return id;
}
const ann = await addWithPassword("ann");
const bob = await addWithPassword("bob");

type Person = Extract<Actor, { who: "person" }>;

/** A browser in which Ann is signed in: its session, and who she is by it. */
async function annsBrowser(): Promise<{ readonly token: string; readonly actor: Person }> {
  const { token } = await beginSession(queries, ann, ANN_ASKS.browser);
  return { token, actor: (await actorOfSession(queries, token)) as Person };
}

test.each([
  ["the same person", "ann", ann],
  ["another person", "bob", bob],
])(
  "where %s signs in, the former session ends, and the audit has its sign-out beside the sign-in",
  async (_who, name, id) => {
    const { token, actor } = await annsBrowser();
    const server = await startApiServer(databaseUrl, { actor });
    const api = openApiClient(server.url);
    await api.signIn.byPassword.mutate({ email: `${name}@b.c`, password: PASSWORD });
    expect(await actorOfSession(queries, token)).toBeNull();
    const { entries, chainProblem } = auditOf(api);
    const [out] = await entries({ act: "signIn.out" });
    expect(out).toMatchObject({
      who: "person",
      whoId: ann,
      whoName: "ann",
      result: "done",
      device: "a test",
    });
    expect(out).toMatchObject({ objectKind: "session", objectId: actor.sessionId });
    const [signIn] = await entries({ act: "signIn.byPassword" });
    expect(signIn).toMatchObject({ who: "person", whoId: id, whoName: name, objectKind: "session" });
    expect(signIn?.objectId).not.toBe(actor.sessionId);
    expect(await chainProblem()).toBeNull();
    // It has ended: a sign-in that comes with it once more ends nothing, and says nothing of it.
    await api.signIn.byPassword.mutate({ email: `${name}@b.c`, password: PASSWORD });
    expect((await entries({ act: "signIn.out" }))[0]?.id).toBe(out?.id);
    await server.close();
  },
);

test("a sign-in that is not written leaves the session that was there", async () => {
  const { token, actor } = await annsBrowser();
  const away: Database = {
    ...database,
    // Of its transactions only the sign-in itself notes something for the audit.
    beforeCommit: (tx) => {
      if (takeAuditNote(tx) !== null) throw new Error("The database went away.");
    },
  };
  const typed = { email: "bob@b.c", password: PASSWORD };
  const browser = browserOfActor({ ...ANN_ASKS.browser, address: "10.7.0.1" }, actor);
  const before = await listSessions(queries, { id: bob, sessionId: 0 });
  await expect(signInByPassword(away, typed, browser)).rejects.toThrow("went away");
  expect(await actorOfSession(queries, token)).not.toBeNull();
  expect(await listSessions(queries, { id: bob, sessionId: 0 })).toEqual(before);
});

type Api = ReturnType<typeof openApiClient>;

test.each<[string, (api: Api, actor: Person) => Promise<unknown>]>([
  ["its person signs out", (api) => api.signIn.out.mutate({})],
  [
    "another person signs in",
    (api) => api.signIn.byPassword.mutate({ email: "bob@b.c", password: PASSWORD }),
  ],
  ["its person ends it", (api, { sessionId }) => api.account.endSession.mutate({ id: sessionId })],
])("the live streams of a session end as soon as %s", async (_what, end) => {
  const { token, actor } = await annsBrowser();
  const server = await startApiServer(databaseUrl, { actor });
  const actorNow = () => actorOfSession(queries, token);
  const stream = guardStream({ database, actor, actorNow }, undefined);
  const ended = once(stream.end, "abort");
  await end(openApiClient(server.url), actor);
  await ended;
  expect(() => throwIfRefused(stream.end)).toThrow("session has ended");
  await server.close();
});

test("a draft that somebody has opened is not saved by who has signed in in the browser since", async () => {
  const { actor } = await annsBrowser();
  const server = await startApiServer(databaseUrl, { actor });
  const api = openApiClient(server.url);
  const { name, edit } = await api.graphs.create.mutate({ name: "opened-by-ann" });
  const draft = { name, edit, file: { signalbox: 1, vertices: new Map() } };
  const saveAs = (id: number) =>
    api.graphs.save.mutate({ ...draft, person: personKey({ who: "person", personId: id }) });
  await expect(saveAs(bob)).rejects.toThrow(
    "ann is signed in in this browser now, but did not open this page.",
  );
  expect((await api.graphs.show.query({ name })).edit).toBe(edit);
  expect((await saveAs(ann)).edit).toBe(edit + 1);
  await server.close();
});

test("a page that somebody has opened changes nothing for who has signed in in the browser since, and may still read", async () => {
  const { actor } = await annsBrowser();
  const server = await startApiServer(databaseUrl, { actor });
  const call = async (procedure: string, body: unknown, personId: number) => {
    const response = await fetch(`${server.url}/api/trpc/${procedure}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [REQUEST_ID_HEADER]: randomUUID(),
        [PERSON_HEADER]: personKey({ who: "person", personId }),
      },
      body: JSON.stringify(body),
    });
    return [response.status, await response.text()] as const;
  };
  for (const [procedure, body] of [
    ["graphs.create", { name: "by-whom" }],
    ["pipelines.launch", { graph: "by-whom" }],
    ["tokens.create", { name: "t", acts: ["read"] }],
  ] as const) {
    const [status, text] = await call(procedure, body, bob);
    expect([procedure, status]).toEqual([procedure, 412]);
    expect(text).toContain("ann is signed in in this browser now, but did not open this page.");
  }
  // An answer that was lost meanwhile is still asked for.
  const outcome = await call("requests.outcome", { id: randomUUID() }, bob);
  expect(outcome[0]).toBe(200);
  expect((await call("graphs.create", { name: "by-whom" }, ann))[0]).toBe(200);
  await server.close();
});
