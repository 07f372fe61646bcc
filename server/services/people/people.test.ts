import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { Refused } from "../refusals/refused.ts";
import { type Actor, COMMAND_LINE, mayAct } from "../rights/actor.ts";
import { actorOfToken, createToken, listTokens, revokeToken } from "./api-tokens.ts";
import type { SignedIn, SignInStep } from "./begin-sign-in.ts";
import { changePassword } from "./change-password.ts";
import { isPasswordOf } from "./hash-password.ts";
import { addPerson, listPeople, makeSignInLink, removePerson, saveAccount, savePassword } from "./people.ts";
import { removeOldSignIns } from "./remove-old-sign-ins.ts";
import { actorOfSession, type Browser, listSessions } from "./sessions.ts";
import { signInByLink, signInByPassword } from "./sign-in.ts";

const { database } = await startTestSystem();
const { queries } = database;

const PASSWORD = "correct horse battery";
let addresses = 0;
const browser = (change: Partial<Browser> = {}): Browser => {
  addresses += 1;
  return { device: "a test", address: `10.0.0.${addresses}`, deviceToken: null, ...change };
};

async function personWith(email: string, password = PASSWORD): Promise<number> {
  const { id } = await addPerson(queries, { name: email, email }, COMMAND_LINE);
  await savePassword(queries, id, password);
  return id;
}

const signIn = async (email: string, password: string, from: Browser = browser()) =>
  complete(await signInByPassword(database, { email, password }, from));
const openLink = async (token: string) => complete(await signInByLink(database, token, browser()));

function complete(step: SignInStep): SignedIn {
  if (step.isComplete) return step;
  throw new Error("A code is asked for.");
}

async function refusalOf(asked: Promise<unknown>): Promise<Refused["refusal"]> {
  const error = await asked.then(
    () => null,
    (each) => each,
  );
  if (error instanceof Refused) return error.refusal;
  throw new Error(`Not refused: ${String(error)}`);
}

test("the first link makes the first person, once; a second first link signs the same person in", async () => {
  const first = await makeSignInLink(queries, {}, COMMAND_LINE);
  const second = await makeSignInLink(queries, {}, COMMAND_LINE);
  expect([first.name, second.name]).toEqual([null, null]);
  const made = await openLink(first.token);
  expect(made.person).toMatchObject({ name: "operator", email: null, password: null });
  expect(await refusalOf(openLink(first.token))).toMatchObject({
    code: "not-signed-in",
  });
  expect((await openLink(second.token)).person.id).toBe(made.person.id);
  expect((await makeSignInLink(queries, {}, COMMAND_LINE)).name).toBe("operator");
  expect(await listPeople(queries)).toHaveLength(1);
});

test("of two who open a link at the same time, one is signed in", async () => {
  const { token } = await makeSignInLink(queries, { person: "operator" }, COMMAND_LINE);
  const both = await Promise.allSettled([1, 2].map(() => signInByLink(database, token, browser())));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a link is for whom it was made, and it must be clear who that is", async () => {
  const id = await personWith("link@b.c");
  expect((await makeSignInLink(queries, { person: "Link@b.c" }, COMMAND_LINE)).name).toBe("link@b.c");
  expect((await makeSignInLink(queries, { id }, COMMAND_LINE)).name).toBe("link@b.c");
  expect(await refusalOf(makeSignInLink(queries, {}, COMMAND_LINE))).toMatchObject({ code: "bad-input" });
  expect(await refusalOf(makeSignInLink(queries, { person: "nobody" }, COMMAND_LINE))).toMatchObject({
    code: "not-found",
  });
});

test("no token, password or link is in the database, only what proves them", async () => {
  const id = await personWith("kept@b.c");
  const { session } = await signIn("kept@b.c", PASSWORD);
  const { token } = await createToken(queries, { name: "t", acts: ["read"], days: 1 }, COMMAND_LINE);
  const link = await makeSignInLink(queries, { id }, COMMAND_LINE);
  for (const table of [
    "person",
    "session",
    "api_token",
    "sign_in_link",
    "known_device",
    "recorded_request",
  ]) {
    const [rows] = await database.pool.query(`SELECT * FROM ${table}`);
    const text = JSON.stringify(rows, (_key, value) =>
      value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
    );
    for (const secret of [PASSWORD, session.token, session.deviceToken, token, link.token])
      expect([table, text.includes(secret)]).toEqual([table, false]);
  }
});

test("an unknown email, an account without a password and a wrong password are refused with the same words", async () => {
  await personWith("known@b.c");
  await addPerson(queries, { name: "no password", email: "none@b.c" }, COMMAND_LINE);
  const refusals = await Promise.all(
    ["known@b.c", "none@b.c", "unknown@b.c"].map((email) => refusalOf(signIn(email, "wrong horse battery"))),
  );
  expect(refusals[0]).toMatchObject({ code: "not-signed-in" });
  expect(new Set(refusals.map((each) => JSON.stringify(each))).size).toBe(1);
  // The same work is done where there is no password.
  expect(await isPasswordOf(null, "x")).toBe(false);
});

test("two ways to type a character are one password", async () => {
  await personWith("typed@b.c", "caf\u00e9 caf\u00e9 caf\u00e9");
  expect((await signIn("typed@b.c", "cafe\u0301 cafe\u0301 cafe\u0301")).person.email).toBe("typed@b.c");
});

test("wrong passwords that come at once are all counted, and close the account here but nowhere else", async () => {
  await personWith("limited@b.c");
  const attacker = browser();
  const codes = await Promise.all(
    Array.from(
      { length: 20 },
      async (_, number) => (await refusalOf(signIn("limited@b.c", `wrong ${number}`, attacker))).code,
    ),
  );
  expect(codes.filter((code) => code === "not-signed-in")).toHaveLength(10);
  expect(codes.filter((code) => code === "too-often")).toHaveLength(10);
  // Also the right password, which they may have found just then.
  expect(await refusalOf(signIn("limited@b.c", PASSWORD, attacker))).toMatchObject({ code: "too-often" });
  expect((await signIn("limited@b.c", PASSWORD)).person.email).toBe("limited@b.c");
  // An unknown account is closed in the same way.
  const unknown = await Promise.all(
    Array.from({ length: 12 }, async () => (await refusalOf(signIn("ghost@b.c", "x", attacker))).code),
  );
  expect(unknown.filter((code) => code === "too-often")).toHaveLength(2);
});

test("who has signed in with a browser before gets in with it, however many others try from everywhere", async () => {
  await personWith("owner@b.c");
  const { session } = await signIn("owner@b.c", PASSWORD);
  for (let round = 0; round < 10; round += 1)
    await Promise.all(Array.from({ length: 11 }, () => refusalOf(signIn("owner@b.c", "wrong"))));
  expect(await refusalOf(signIn("owner@b.c", PASSWORD))).toMatchObject({ code: "too-often" });
  const known = { deviceToken: session.deviceToken };
  expect((await signIn("owner@b.c", PASSWORD, browser(known))).person.email).toBe("owner@b.c");
  // The browser of another person is no key.
  await personWith("other@b.c");
  const other = await signIn("other@b.c", PASSWORD);
  const theirs = browser({ deviceToken: other.session.deviceToken });
  expect(await refusalOf(signIn("owner@b.c", PASSWORD, theirs))).toMatchObject({ code: "too-often" });
  // A known browser has a limit, too.
  for (let tries = 0; tries < 10; tries += 1) await refusalOf(signIn("owner@b.c", "wrong", browser(known)));
  expect(await refusalOf(signIn("owner@b.c", PASSWORD, browser(known)))).toMatchObject({ code: "too-often" });
});

test("a right password forgets the wrong ones before it", async () => {
  await personWith("clumsy@b.c");
  const from = browser();
  for (let round = 0; round < 3; round += 1) {
    for (let tries = 0; tries < 8; tries += 1) await refusalOf(signIn("clumsy@b.c", "wrong", from));
    await signIn("clumsy@b.c", PASSWORD, from);
  }
});

test("a new password ends all sessions, gives this browser a new one, and needs the current password", async () => {
  const id = await personWith("change@b.c");
  const one = await signIn("change@b.c", PASSWORD);
  const two = await signIn("change@b.c", PASSWORD);
  expect(one.session.token).not.toBe(two.session.token);
  const actor = (await actorOfSession(queries, one.session.token)) as Extract<Actor, { who: "person" }>;
  const change = (current: string | null, password: string) =>
    changePassword(database, actor, { current, password }, browser());
  expect(await refusalOf(change("wrong", "another horse battery"))).toMatchObject({ code: "bad-input" });
  expect(await refusalOf(change(null, "another horse battery"))).toMatchObject({ code: "bad-input" });
  expect(await refusalOf(change(PASSWORD, "short"))).toMatchObject({ code: "bad-input" });
  expect(await refusalOf(change(PASSWORD, "change@b.c"))).toMatchObject({ code: "bad-input" });
  expect(await actorOfSession(queries, two.session.token)).not.toBeNull();
  const next = await change(PASSWORD, "another horse battery");
  expect(await actorOfSession(queries, one.session.token)).toBeNull();
  expect(await actorOfSession(queries, two.session.token)).toBeNull();
  expect(await listSessions(queries, { id, sessionId: next.id })).toMatchObject([{ isThis: true }]);
  expect((await signIn("change@b.c", "another horse battery")).person.id).toBe(id);
});

test("a removed person is out at once, and nobody removes themself", async () => {
  const id = await personWith("gone@b.c");
  const { session } = await signIn("gone@b.c", PASSWORD);
  const actor = (await actorOfSession(queries, session.token)) as Actor;
  expect(await refusalOf(removePerson(queries, id, actor))).toMatchObject({ code: "state-forbids" });
  await removePerson(queries, id, COMMAND_LINE);
  expect(await actorOfSession(queries, session.token)).toBeNull();
  expect(await refusalOf(removePerson(queries, id, COMMAND_LINE))).toMatchObject({ code: "not-found" });
});

test("an email belongs to one person, and a password needs one", async () => {
  await personWith("taken@b.c");
  const { id } = await addPerson(queries, { name: "late", email: null }, COMMAND_LINE);
  expect(
    await refusalOf(
      saveAccount(queries, { id, rights: { grants: [] } }, { name: "late", email: "taken@b.c" }),
    ),
  ).toMatchObject({
    code: "conflict",
  });
  expect(await refusalOf(savePassword(queries, id, PASSWORD))).toMatchObject({ code: "state-forbids" });
  await saveAccount(queries, { id, rights: { grants: [] } }, { name: "late", email: "late@b.c" });
  await savePassword(queries, id, PASSWORD);
  expect(
    await refusalOf(saveAccount(queries, { id, rights: { grants: [] } }, { name: "late", email: null })),
  ).toMatchObject({
    code: "state-forbids",
  });
});

test("a token does what it may, no more than its maker, until it is revoked", async () => {
  const made = await createToken(queries, { name: "ci", acts: ["launch", "read"], days: 1 }, COMMAND_LINE);
  const actor = await actorOfToken(queries, made.token);
  expect(actor).toMatchObject({
    who: "token",
    name: "token ci",
    rights: { limit: { acts: ["read", "launch"], folder: "" } },
  });
  expect(
    ["read", "launch", "answer", "any", "self", "open"].map((need) => mayAct(actor, need as "read")),
  ).toEqual([true, true, false, true, false, true]);
  const beyond = createToken(queries, { name: "more", acts: ["answer"], days: 1 }, actor as Actor);
  expect(await refusalOf(beyond)).toMatchObject({ code: "not-allowed" });
  expect((await listTokens(queries, COMMAND_LINE)).find(({ id }) => id === made.id)).toMatchObject({
    createdBy: "command line",
    usedAt: expect.any(Date),
  });
  await revokeToken(queries, made.id, COMMAND_LINE);
  expect(await actorOfToken(queries, made.token)).toBeNull();
  expect(await refusalOf(revokeToken(queries, made.id, COMMAND_LINE))).toMatchObject({ code: "not-found" });
});

test("a token that may not do everything makes no link: whoever opens it may", async () => {
  const made = await createToken(queries, { name: "boss", acts: ["administer"], days: 1 }, COMMAND_LINE);
  const actor = (await actorOfToken(queries, made.token)) as Actor;
  const link = makeSignInLink(queries, { person: "operator" }, actor);
  expect(await refusalOf(link)).toMatchObject({ code: "not-allowed" });
});

test("what is over is removed, and nothing else", async () => {
  await personWith("stays@b.c");
  const { session } = await signIn("stays@b.c", PASSWORD);
  const ended = await signIn("stays@b.c", PASSWORD);
  await transact(database, (tx) =>
    tx.execute(`UPDATE session SET expires_at = now(3) - interval 1 second WHERE id = ${ended.session.id}`),
  );
  expect(await actorOfSession(queries, ended.session.token)).toBeNull();
  await removeOldSignIns(database);
  const [rows] = await database.pool.query("SELECT id FROM session WHERE id IN (?, ?)", [
    session.id,
    ended.session.id,
  ]);
  expect((rows as { id: number }[]).map(({ id }) => id)).toEqual([session.id]);
});
