import type { SessionView } from "#contract/people/people.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { putKnownDevice } from "#repos/people/known-device-rows.ts";
import { deletePendingSignInsOf } from "#repos/people/pending-sign-in-rows.ts";
import {
  deleteOtherSessions,
  deleteSession,
  findSession,
  firstEndOf,
  insertSession,
  listSessionRows,
  touchSession,
} from "#repos/people/session-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { randomToken, tokenDigest } from "./random-token.ts";

const DAY_MS = 24 * 3_600_000;
/** A session that is not used for so long is over. */
const SESSION_MS = 30 * DAY_MS;
/** Nor does one last longer than this, however it is used. Browsers keep no cookie for longer. */
export const MAX_SESSION_MS = 400 * DAY_MS;
const DEVICE_MS = 365 * DAY_MS;
/** Its use is noted no more often than this. */
const STALE_MS = 60_000;
const MAX_DEVICE = 200;

/** A browser that a person signs in with, as it describes itself. */
export type Browser = {
  readonly device: string;
  readonly address: string;
  /** What it was given at an earlier sign-in; null where it has nothing. */
  readonly deviceToken: string | null;
  /** The session that it has: it ends with a sign-in. Absent or null: none. */
  readonly former?: FormerSession | null;
};

/** A session of a person in the browser in which somebody signs in. */
export type FormerSession = {
  readonly id: number;
  readonly person: { readonly id: number; readonly name: string };
};

/** A browser with the session of whoever asks with it. */
export function browserOfActor(browser: Browser, actor: Actor | null): Browser {
  if (actor?.who !== "person") return browser;
  const { id, name, sessionId } = actor;
  return { ...browser, former: { id: sessionId, person: { id, name } } };
}

/** What a browser keeps: the token of its session, and one by which it is known at the next sign-in. */
export type NewSession = { readonly id: number; readonly token: string; readonly deviceToken: string };

/** The digest of what this browser was given at an earlier sign-in; null where it has nothing. */
export function knownDeviceOf({ deviceToken }: Browser): Buffer | null {
  return deviceToken === null ? null : tokenDigest(deviceToken);
}

/**
 * Begins a session of a person. Its token is new at every sign-in.
 *
 * @param endsInMs after which it is over, however it is used; null where it goes on with its use.
 */
export async function beginSession(
  tx: Queries,
  personId: number,
  browser: Browser,
  endsInMs: number | null = null,
): Promise<NewSession> {
  const { token, digest } = randomToken();
  const device = [...browser.device].slice(0, MAX_DEVICE).join("");
  const row = { digest, personId, device, address: browser.address };
  const id = await insertSession(tx, row, SESSION_MS, endsInMs);
  const deviceToken = browser.deviceToken ?? randomToken().token;
  await putKnownDevice(tx, tokenDigest(deviceToken), personId, DEVICE_MS);
  return { id, token, deviceToken };
}

/** The person of a session; null where it is over, was ended or never began. */
export async function actorOfSession(tx: Queries, token: string): Promise<Actor | null> {
  const found = await findSession(tx, tokenDigest(token), STALE_MS);
  if (found === null) return null;
  if (found.isStale) await touchSession(tx, found.id, SESSION_MS, MAX_SESSION_MS);
  const { id, personId, name } = found;
  return { who: "person", id: personId, name, sessionId: id, rights: await rightsOfPerson(tx, personId) };
}

/** The sessions of a person, the one that was used last first. */
export async function listSessions(
  tx: Queries,
  { id, sessionId }: { id: number; sessionId: number },
): Promise<SessionView[]> {
  const rows = await listSessionRows(tx, id);
  return rows.map(({ id: each, device, address, createdAt, usedAt }) => ({
    id: each,
    device,
    address,
    createdAt,
    usedAt,
    isThis: each === sessionId,
  }));
}

/** @throws Refused `not-found` where the person has no such session. */
export async function endSession(tx: Queries, personId: number, id: number): Promise<void> {
  if (!(await deleteSession(tx, id, personId)))
    return refuse("not-found", "There is no such session: it has ended already.");
  noteForAudit(tx, { personId }, { object: { kind: "session", id } });
}

/** Ends a session of a person; nothing happens where it has ended already. */
export async function endSessionIfThere(tx: Queries, personId: number, id: number): Promise<void> {
  if (await deleteSession(tx, id, personId))
    noteForAudit(tx, { personId }, { object: { kind: "session", id } });
}

/**
 * Ends the session that a browser has, as another one begins in it. It is a sign-out, also of another person: the audit
 * gets an entry for it.
 */
export async function endFormerSession(tx: Queries, { former }: Browser): Promise<void> {
  if (former == null || !(await deleteSession(tx, former.id, former.person.id))) return;
  const object = { kind: "session", id: former.id } as const;
  noteForAudit(tx, null, { also: { act: "signIn.out", object, person: former.person } });
}

/** Ends all sessions of a person, and the sign-ins that wait for a code. */
export async function endAllSessions(tx: Queries, personId: number): Promise<void> {
  await deletePendingSignInsOf(tx, personId);
  await deleteOtherSessions(tx, personId, null);
}

/**
 * Ends all sessions of a person: this browser gets a new one, since what they sign in with has changed. It ends no later
 * than one that the identity provider let begin: a new password does not make that one last.
 */
export async function renewSession(tx: Queries, personId: number, browser: Browser): Promise<NewSession> {
  const endsInMs = await firstEndOf(tx, personId);
  await endAllSessions(tx, personId);
  return beginSession(tx, personId, browser, endsInMs);
}
