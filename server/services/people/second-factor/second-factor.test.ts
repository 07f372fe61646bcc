import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { personWith as actorWith } from "#testing/api/actors.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { Refused } from "../../refusals/refused.ts";
import { type Actor, COMMAND_LINE } from "../../rights/actor.ts";
import { addPerson, listPeople, makeSignInLink, savePassword, showAccount } from "../people.ts";
import { actorOfSession, type Browser } from "../sessions.ts";
import { signInByLink, signInByPassword } from "../sign-in.ts";
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
  turnOffSecondFactor,
} from "./authenticator.ts";
import { isRecoveryCode } from "./recovery-codes.ts";
import { signInByCode } from "./sign-in-by-code.ts";
import { stepAt, totpCode } from "./totp.ts";

const { database } = await startTestSystem();
const { queries } = database;
const box = secretBox(randomBytes(32));

const PASSWORD = "correct horse battery";
let addresses = 0;
const browser = (change: Partial<Browser> = {}): Browser => {
  addresses += 1;
  return {
    device: "a test",
    address: `10.1.${addresses >> 8}.${addresses % 256}`,
    deviceToken: null,
    ...change,
  };
};

async function codeOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (each) => each,
  );
  if (error instanceof Refused) return error.refusal.code;
  throw new Error(`Not refused: ${String(error)}`);
}

/** The code that the app shows now, or shows before or after. */
async function shownCode(secret: string, stepsOff = 0): Promise<string> {
  const [rows] = await database.pool.query("SELECT unix_timestamp(now(3)) AS seconds");
  const { seconds } = (rows as { seconds: string }[])[0] ?? { seconds: "0" };
  return totpCode(secret, stepAt(Number(seconds) * 1_000) + stepsOff);
}

/** As if the last code had been used long ago. */
async function forgetLastStep(id: number): Promise<void> {
  await database.pool.query("UPDATE authenticator SET last_step = 0 WHERE person_id = ?", [id]);
}

async function personWith(email: string): Promise<number> {
  const { id } = await addPerson(queries, { name: email, email }, COMMAND_LINE);
  await savePassword(queries, id, PASSWORD);
  return id;
}

/** A person whose second factor is on. */
async function securedPerson(email: string) {
  const id = await personWith(email);
  const asked = { current: PASSWORD, host: "box.example" };
  const { secret } = await startSecondFactor(database, box, id, asked, browser());
  const made = await confirmSecondFactor(database, box, id, await shownCode(secret), browser());
  await forgetLastStep(id);
  return { id, secret, ...made };
}

/** Shows the password, and gives what the browser may go on with. */
async function pendingFor(email: string, from = browser()): Promise<string> {
  const step = await signInByPassword(database, { email, password: PASSWORD }, from);
  if (step.isComplete) throw new Error("No code is asked for.");
  return step.pendingToken;
}

const show = (pendingToken: string | null, code: string, from = browser()) =>
  signInByCode(database, box, { pendingToken, code }, from);

async function count(table: string): Promise<number> {
  const [rows] = await database.pool.query(`SELECT COUNT(*) AS n FROM ${table}`);
  return Number((rows as { n: number }[])[0]?.n);
}

test("an app is asked for only after it has shown a code, and then nobody has a session without one", async () => {
  const id = await personWith("ann@b.c");
  const start = (current: string | null) =>
    startSecondFactor(database, box, id, { current, host: "box.example" }, browser());
  expect(await codeOf(start("wrong"))).toBe("bad-input");
  expect(await codeOf(start(null))).toBe("bad-input");
  await start(PASSWORD);
  const { secret, uri } = await start(PASSWORD);
  expect(uri).toContain(secret);
  const before = await signInByPassword(database, { email: "ann@b.c", password: PASSWORD }, browser());
  const confirm = async (code: string) => confirmSecondFactor(database, box, id, code, browser());
  expect(await codeOf(confirm("000"))).toBe("bad-input");
  const first = await shownCode(secret);
  const made = await confirm(first);
  expect(made.codes).toHaveLength(10);
  expect(before.isComplete && (await actorOfSession(queries, before.session.token))).toBeNull();
  const actor = (await actorOfSession(queries, made.session.token)) as Actor;
  expect((await showAccount(queries, actor)).secondFactor).toMatchObject({ recoveryCodes: 10 });
  expect((await listPeople(queries)).find((each) => each.id === id)).toMatchObject({ hasSecondFactor: true });
  expect(await codeOf(start(PASSWORD))).toBe("state-forbids");
  expect(await codeOf(confirm(await shownCode(secret, 1)))).toBe("state-forbids");

  const sessions = await count("session");
  const pendingToken = await pendingFor("ann@b.c");
  expect(await count("session")).toBe(sessions);
  expect(await actorOfSession(queries, pendingToken)).toBeNull();
  // The code that confirmed the app was used. Apps show a space in the middle.
  expect(await codeOf(show(pendingToken, first))).toBe("not-signed-in");
  const next = await shownCode(secret, 1);
  const { person } = await show(pendingToken, `${next.slice(0, 3)} ${next.slice(3)}`);
  expect(person.id).toBe(id);
  expect(await codeOf(show(pendingToken, await shownCode(secret, 1)))).toBe("not-signed-in");
});

test("nothing that a browser, an app or a person keeps is in the database", async () => {
  const { secret, codes } = await securedPerson("kept@b.c");
  const pendingToken = await pendingFor("kept@b.c");
  for (const table of ["authenticator", "recovery_code", "pending_sign_in", "recorded_request"]) {
    const [rows] = await database.pool.query(`SELECT * FROM ${table}`);
    const text = JSON.stringify(rows, (_key, value) =>
      value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
    );
    for (const kept of [secret, pendingToken, ...codes, ...codes.map((code) => code.replaceAll("-", ""))])
      expect([table, text.includes(kept)]).toEqual([table, false]);
  }
});

test("a code counts once, also of two browsers at the same time, and no earlier one after it", async () => {
  const { id, secret } = await securedPerson("replay@b.c");
  const code = await shownCode(secret);
  const both = await Promise.allSettled(
    [await pendingFor("replay@b.c"), await pendingFor("replay@b.c")].map((token) => show(token, code)),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await codeOf(show(await pendingFor("replay@b.c"), await shownCode(secret, -1)))).toBe(
    "not-signed-in",
  );
  await forgetLastStep(id);
  expect((await show(await pendingFor("replay@b.c"), await shownCode(secret, -1))).person.id).toBe(id);
});

test("a sign-in that waits is of its browser, ends after its time, and with a new password", async () => {
  const { id, secret } = await securedPerson("waits@b.c");
  const code = () => shownCode(secret);
  expect(await codeOf(show(null, await code()))).toBe("not-signed-in");
  expect(await codeOf(show("guessed", await code()))).toBe("not-signed-in");
  const late = await pendingFor("waits@b.c");
  await database.pool.query("UPDATE pending_sign_in SET expires_at = now(3) WHERE person_id = ?", [id]);
  expect(await codeOf(show(late, await code()))).toBe("not-signed-in");
  const early = await pendingFor("waits@b.c");
  await renewRecoveryCodes(database, box, id, PASSWORD, browser());
  expect(await codeOf(show(early, await code()))).toBe("not-signed-in");
});

test("each recovery code signs in once, however it is typed, and a new set ends the old one", async () => {
  const { id, codes } = await securedPerson("lost@b.c");
  const [first = "", second = ""] = codes;
  const typed = first.toUpperCase().replaceAll("-", " ");
  expect((await show(await pendingFor("lost@b.c"), typed)).person.id).toBe(id);
  expect(await codeOf(show(await pendingFor("lost@b.c"), first))).toBe("not-signed-in");
  const renewed = await renewRecoveryCodes(database, box, id, PASSWORD, browser());
  expect(renewed.codes).toHaveLength(10);
  expect(await codeOf(show(await pendingFor("lost@b.c"), second))).toBe("not-signed-in");
  expect((await show(await pendingFor("lost@b.c"), renewed.codes[3] ?? "")).person.id).toBe(id);
});

test("wrong codes that come at once are all counted, and the right one is refused after them", async () => {
  const { secret } = await securedPerson("guess@b.c");
  const attacker = browser();
  const pendingToken = await pendingFor("guess@b.c", attacker);
  const codes = await Promise.all(
    Array.from({ length: 25 }, () => codeOf(show(pendingToken, "000000", attacker))),
  );
  expect(codes.filter((code) => code === "too-often")).toHaveLength(5);
  // The right password does not forget them.
  const again = await pendingFor("guess@b.c", attacker);
  expect(await codeOf(show(again, await shownCode(secret), attacker))).toBe("too-often");
});

test("a hundred wrong codes of who knows the password lock the person out of nothing that they had before", async () => {
  const { id, secret, session, codes } = await securedPerson("owner@b.c");
  for (let round = 0; round < 11; round += 1) {
    const token = await pendingFor("owner@b.c");
    await Promise.all(Array.from({ length: 10 }, () => codeOf(show(token, "000000"))));
  }
  expect(await codeOf(show(await pendingFor("owner@b.c"), await shownCode(secret)))).toBe("too-often");
  const known = browser({ deviceToken: session.deviceToken });
  expect((await show(await pendingFor("owner@b.c", known), await shownCode(secret), known)).person.id).toBe(
    id,
  );
  expect(await actorOfSession(queries, session.token)).not.toBeNull();
  // A recovery code is counted apart.
  expect((await show(await pendingFor("owner@b.c"), codes[0] ?? "")).person.id).toBe(id);
});

test("it is turned off by the password, a code or a recovery code, by nothing else, and all other sessions end", async () => {
  const { id, secret, codes, session } = await securedPerson("off@b.c");
  const turnOff = (proof: string) => turnOffSecondFactor(database, box, id, proof, browser());
  for (const proof of ["wrong", "000000", "abcd-efgh-abcd-efgh"])
    expect(await codeOf(turnOff(proof))).toBe("bad-input");
  const { session: next } = await turnOff(codes[9] ?? "");
  expect(await actorOfSession(queries, session.token)).toBeNull();
  expect(await actorOfSession(queries, next.token)).not.toBeNull();
  expect(await codeOf(turnOff(PASSWORD))).toBe("state-forbids");
  const step = await signInByPassword(database, { email: "off@b.c", password: PASSWORD }, browser());
  expect(step.isComplete).toBe(true);
  const again = await securedPerson("off2@b.c");
  await turnOffSecondFactor(database, box, again.id, await shownCode(again.secret), browser());
  expect(secret).not.toBe(again.secret);
});

test("a password in the form of a recovery code is still a password", async () => {
  const { id } = await securedPerson("form@b.c");
  const password = "Swift-Tiger-Grabs9";
  expect(isRecoveryCode(password)).toBe(true);
  await savePassword(queries, id, password);
  await turnOffSecondFactor(database, box, id, password, browser());
});

test("whoever has no password cannot turn it off with any text", async () => {
  const { id } = await addPerson(queries, { name: "by links", email: null }, COMMAND_LINE);
  const { secret } = await startSecondFactor(database, box, id, { current: null, host: "x" }, browser());
  await confirmSecondFactor(database, box, id, await shownCode(secret), browser());
  expect(await codeOf(turnOffSecondFactor(database, box, id, "anything", browser()))).toBe("bad-input");
});

test("a link of the machine's owner asks for no code, a link that somebody else made does", async () => {
  const { id } = await securedPerson("linked@b.c");
  const open = async (actor: Actor) =>
    signInByLink(database, (await makeSignInLink(queries, { id }, actor)).token, browser());
  expect((await open(COMMAND_LINE)).isComplete).toBe(true);
  expect((await open(actorWith({ id: id + 1 }))).isComplete).toBe(false);
});

test("somebody else takes the second factor away, not the person themself, and the sessions end", async () => {
  const { id, session } = await securedPerson("helped@b.c");
  const self = (await actorOfSession(queries, session.token)) as Actor;
  expect(await codeOf(removeSecondFactor(queries, id, self))).toBe("state-forbids");
  await removeSecondFactor(queries, id, COMMAND_LINE);
  expect(await actorOfSession(queries, session.token)).toBeNull();
  expect(await codeOf(removeSecondFactor(queries, id, COMMAND_LINE))).toBe("state-forbids");
  expect(await codeOf(removeSecondFactor(queries, 999_999, COMMAND_LINE))).toBe("not-found");
});

test("with another secret key, codes are refused with the reason, and recovery codes still work", async () => {
  const { id, secret, codes } = await securedPerson("moved@b.c");
  const other = secretBox(randomBytes(32));
  const pendingToken = await pendingFor("moved@b.c");
  const code = await shownCode(secret);
  expect(await codeOf(signInByCode(database, other, { pendingToken, code }, browser()))).toBe(
    "state-forbids",
  );
  const shown = { pendingToken, code: codes[0] ?? "" };
  expect((await signInByCode(database, other, shown, browser())).person.id).toBe(id);
});
