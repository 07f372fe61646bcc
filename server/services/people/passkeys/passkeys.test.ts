import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { PasskeyAnswer } from "#contract/people/passkeys.ts";
import { transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { personWith as actorWith } from "#testing/api/actors.ts";
import { SoftPasskey } from "#testing/soft-passkey.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../../rights/actor.ts";
import { listPeople, removePerson, savePassword } from "../people.ts";
import { confirmSecondFactor, startSecondFactor } from "../second-factor/authenticator.ts";
import { confirmPerson } from "../second-factor/confirm-person.ts";
import { stepAt, totpCode } from "../second-factor/totp.ts";
import { actorOfSession, type Browser, beginSession } from "../sessions.ts";
import { signInByPassword } from "../sign-in.ts";
import { addPasskey } from "./add-passkey.ts";
import { listPasskeys, removePasskeysOf } from "./passkeys.ts";
import { browser, codeOf, passkeyActs, refusalOf, SITE } from "./passkeys-for-test.ts";
import { askForConfirmation, askForSignIn } from "./sign-in-by-passkey.ts";

const { database } = await startTestSystem();
const { queries } = database;
const box = secretBox(randomBytes(32));
const PASSWORD = "correct horse battery";

const { personCalled, begun, withPasskey, asked, show, sessionsOf } = passkeyActs(database);

test("a passkey signs its person in with a new session, and no code is asked for although they have an app", async () => {
  const { id, soft } = await withPasskey("ann");
  await savePassword(queries, id, PASSWORD);
  const start = { current: PASSWORD, host: "box.example" };
  const { secret } = await startSecondFactor(database, box, id, start, browser());
  await confirmSecondFactor(database, box, id, totpCode(secret, stepAt(Date.now())), browser());
  const byPassword = await signInByPassword(database, { email: "ann@b.c", password: PASSWORD }, browser());
  expect(byPassword.isComplete).toBe(false);
  const tokens = new Set<string>();
  for (const _ of [1, 2]) {
    const { options, asking } = await asked();
    expect(options).toMatchObject({ rpId: "box.example", userVerification: "required" });
    const { person, session } = await show(soft.answer(options), asking);
    expect(person.id).toBe(id);
    expect(await actorOfSession(queries, session.token)).toMatchObject({ who: "person", id });
    tokens.add(session.token);
  }
  expect(tokens.size).toBe(2);
  const [listed] = await listPasskeys(queries, id);
  expect(listed).toMatchObject({
    name: "phone",
    rpId: "box.example",
    isBackedUp: false,
    usedAt: expect.any(Date),
  });
  expect((await listPeople(queries)).find((each) => each.id === id)).toMatchObject({ passkeys: 1 });
});

test("who is asked for a passkey is told the same, whether anybody has one or not", async () => {
  const shape = async () => {
    const { challenge, ...rest } = (await asked()).options;
    expect(Buffer.from(challenge, "base64url")).toHaveLength(32);
    return JSON.stringify(rest);
  };
  const before = await shape();
  await withPasskey("bea");
  expect(await shape()).toBe(before);
  expect(before).not.toContain("bea");
});

test("a challenge is answered once, in the browser that was asked, within five minutes, and for what it was made", async () => {
  const { id, soft } = await withPasskey("cleo");
  const { options, asking } = await asked();
  const answer = soft.answer(options);
  expect(await codeOf(show(answer, { ...asking, browserToken: null }))).toBe("not-signed-in");
  expect(await codeOf(show(answer, (await asked()).asking))).toBe("not-signed-in");
  await show(answer, asking);
  expect((await refusalOf(show(answer, asking))).text).toContain("was given before");
  const own = await asked();
  expect(
    await codeOf(show(soft.answer({ challenge: randomBytes(32).toString("base64url") }), own.asking)),
  ).toBe("not-signed-in");
  // One that was refused is used up as well.
  expect(await codeOf(show(soft.answer(own.options, { isUnverified: true }), own.asking))).toBe(
    "not-signed-in",
  );
  expect(await codeOf(show(soft.answer(own.options), own.asking))).toBe("not-signed-in");
  const late = await asked();
  await database.pool.query("UPDATE passkey_challenge SET expires_at = now(3) - interval 1 second");
  expect(await codeOf(show(soft.answer(late.options), late.asking))).toBe("not-signed-in");
  const confirming = await askForConfirmation(database, id, { site: SITE, browserToken: null }, browser());
  const { browserToken } = confirming;
  expect(await codeOf(show(soft.answer(confirming.options), { site: SITE, browserToken }))).toBe(
    "not-signed-in",
  );
  // Two tabs of a browser can ask at the same time.
  const first = await asked();
  const second = await askForSignIn(database, first.asking, browser());
  await show(soft.answer(second.options), first.asking);
  await show(soft.answer(first.options), first.asking);
});

test("of two answers to one challenge at the same time, one begins a session", async () => {
  const { id, soft } = await withPasskey("dora", { counts: false });
  const { options, asking } = await asked();
  const both = await Promise.allSettled([1, 2].map(() => show(soft.answer(options), asking)));
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await sessionsOf(id)).toBe(1);
});

test("an answer that is wrong in any part signs nobody in, and says what is wrong", async () => {
  const { id, soft } = await withPasskey("eve");
  const other = await withPasskey("fay");
  const handleOf = (each: SoftPasskey) => each.answer({ challenge: "x" }).userHandle;
  const wrong = async (lies: Parameters<SoftPasskey["answer"]>[1], change: Partial<PasskeyAnswer> = {}) => {
    const { options, asking } = await asked();
    return refusalOf(show({ ...soft.answer(options, lies), ...change }, asking));
  };
  expect((await wrong({ origin: "https://box.example.evil" })).text).toContain(
    "another address than https://box.example.",
  );
  expect((await wrong({ origin: "http://box.example" })).code).toBe("not-signed-in");
  expect((await wrong({ crossOrigin: true })).text).toContain("another address");
  expect((await wrong({ type: "webauthn.create" })).text).toContain("something else");
  const unsigned = [
    await wrong({ rpId: "evil.example" }),
    await wrong({ isUnverified: true }),
    await wrong({ key: other.soft.key }),
    await wrong({ isSyncable: true }),
    await wrong({}, { signature: "AAAA" }),
    await wrong({}, { authenticatorData: "AAAA" }),
  ];
  for (const each of unsigned)
    expect(each).toMatchObject({
      code: "not-signed-in",
      text: expect.stringContaining("not right"),
      about: { id },
    });
  expect((await wrong({}, { clientDataJSON: "AAAA" })).text).toContain("no answer of a passkey");
  expect((await wrong({ userHandle: handleOf(other.soft) })).text).toContain("another person");
  expect((await wrong({ userHandle: null })).text).toContain("another person");
  expect((await wrong({}, { id: other.soft.id.toString("base64url") })).text).toContain("another person");
  expect((await wrong({}, { id: randomBytes(32).toString("base64url") })).text).toContain("not known here");
  expect(await sessionsOf(id)).toBe(0);
  const { options, asking } = await asked();
  await show(soft.answer(options), asking);
});

test("a passkey of another address of this server is refused with both names", async () => {
  const local = { rpId: "localhost", origin: "http://localhost:3000" };
  const { soft } = await withPasskey("gil", { site: local });
  const { options, asking } = await asked();
  const refusal = await refusalOf(show(soft.answer(options, SITE), asking));
  expect(refusal.text).toBe("This passkey was made for localhost, not for box.example.");
});

test("a counter that does not go on is refused, with the person for the audit; one that never counts is not", async () => {
  const { id, soft } = await withPasskey("hal");
  const signInWith = async (counter: number, passkey = soft) => {
    const { options, asking } = await asked();
    return show(passkey.answer(options, { counter }), asking);
  };
  await signInWith(7);
  for (const counter of [7, 6, 0]) {
    const refusal = await refusalOf(signInWith(counter));
    expect(refusal).toMatchObject({ code: "not-signed-in", about: { kind: "person", id, name: "hal" } });
    expect(refusal.text).toContain("somebody may have a copy");
  }
  expect(await sessionsOf(id)).toBe(1);
  await signInWith(8);
  const synced = await withPasskey("ida", { counts: false });
  for (const _ of [1, 2]) await signInWith(0, synced.soft);
  expect((await listPasskeys(queries, synced.id))[0]).toMatchObject({ isBackedUp: true });
});

test("what an authenticator made is added once, by the person who began it, and only as it was asked for", async () => {
  const person = await personCalled("jan");
  const other = await personCalled("kim");
  const add = (
    answer: ReturnType<SoftPasskey["make"]>,
    asking: Parameters<typeof addPasskey>[3],
    who = person,
  ) => addPasskey(database, who, { name: "key", answer }, asking);
  const wrong = async (...lies: [Parameters<SoftPasskey["make"]>[1]?, string?]) => {
    const { options, asking } = await begun(person.id);
    return codeOf(add(new SoftPasskey(SITE).make(options, ...lies), asking));
  };
  expect(await wrong({ origin: "https://evil.example" })).toBe("bad-input");
  expect(await wrong({ rpId: "evil.example" })).toBe("bad-input");
  expect(await wrong({ isUnverified: true })).toBe("bad-input");
  expect(await wrong({ type: "webauthn.get" })).toBe("bad-input");
  expect(await wrong({ challenge: randomBytes(32).toString("base64url") })).toBe("bad-input");
  // With certificates their lists of revoked ones would be fetched from where they say.
  for (const format of ["packed", "tpm", "apple"]) expect(await wrong({}, format)).toBe("bad-input");
  expect(await listPasskeys(queries, person.id)).toEqual([]);

  const { options, asking } = await begun(person.id);
  const soft = new SoftPasskey(SITE);
  const answer = soft.make(options);
  expect(await codeOf(add(answer, asking, other))).toBe("bad-input");
  const again = await begun(person.id);
  await add(soft.make(again.options), again.asking);
  expect(await codeOf(add(soft.make(again.options), again.asking))).toBe("bad-input");
  const next = await begun(person.id);
  expect(next.options.excludeCredentials).toMatchObject([{ id: soft.id.toString("base64url") }]);
  expect(next.options.user.id).toBe(again.options.user.id);
  expect(await codeOf(add(soft.make(next.options), next.asking))).toBe("conflict");
  const theirs = await begun(other.id);
  expect(await codeOf(add(soft.make(theirs.options), theirs.asking, other))).toBe("conflict");
  expect(theirs.options.user.id).not.toBe(again.options.user.id);
  expect(await listPasskeys(queries, person.id)).toHaveLength(1);
});

test("whoever has only passkeys confirms with one of their own", async () => {
  const { id, soft } = await withPasskey("lou");
  const other = await withPasskey("mia");
  const confirm = async (answering: SoftPasskey, whose = id) => {
    const empty = { site: SITE, browserToken: null };
    const { options, browserToken } = await askForConfirmation(database, id, empty, browser());
    expect(options.allowCredentials).toMatchObject([{ id: soft.id.toString("base64url") }]);
    const proof = { answer: answering.answer(options), asking: { site: SITE, browserToken } };
    return confirmPerson(database, box, whose, proof, browser());
  };
  expect(await codeOf(confirmPerson(database, box, id, null, browser()))).toBe("bad-input");
  expect(await codeOf(confirm(other.soft))).toBe("bad-input");
  expect(await codeOf(confirm(other.soft, other.id))).toBe("bad-input");
  expect((await confirm(soft)).id).toBe(id);
  const { options, asking } = await asked();
  const proof = { answer: soft.answer(options), asking };
  expect(await codeOf(confirmPerson(database, box, id, proof, browser()))).toBe("bad-input");
});

test("an admin takes all passkeys of another person away, and their sessions end; a removed person has none", async () => {
  const { id } = await withPasskey("pat");
  const { token } = await beginSession(queries, id, browser());
  expect(await codeOf(removePasskeysOf(queries, id, actorWith({ id, name: "pat" })))).toBe("state-forbids");
  await removePasskeysOf(queries, id, COMMAND_LINE);
  expect(await codeOf(removePasskeysOf(queries, id, COMMAND_LINE))).toBe("state-forbids");
  expect(await actorOfSession(queries, token)).toBeNull();
  const { id: goneId, soft } = await withPasskey("quin");
  const { options, asking } = await asked();
  await transact(database, (tx) => removePerson(tx, goneId, COMMAND_LINE));
  expect((await refusalOf(show(soft.answer(options), asking))).text).toContain("not known here");
});

test("refused passkeys close this way for an address, and not in a browser in which the person has signed in", async () => {
  const { soft } = await withPasskey("rex");
  const address = "10.9.9.9";
  const signIn = async (from: Browser, lies = {}) => {
    const { options, asking } = await asked();
    return show(soft.answer(options, lies), asking, from);
  };
  const { session } = await signIn(browser());
  for (let tries = 0; tries < 10; tries += 1)
    expect(await codeOf(signIn(browser({ address }), { isUnverified: true }))).toBe("not-signed-in");
  expect(await codeOf(signIn(browser({ address })))).toBe("too-often");
  await signIn(browser({ address, deviceToken: session.deviceToken }));
  await signIn(browser());
});
