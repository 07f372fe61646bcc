import type { NewAuthenticator, NewRecoveryCodes } from "#contract/people/second-factor.ts";
import { type AuditedBy, noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { findPerson, type PersonRow } from "#repos/people/person-rows.ts";
import {
  confirmAuthenticator,
  deleteSecondFactor,
  findAuthenticator,
  findConfirmedAt,
  insertAuthenticator,
} from "#repos/people/second-factor-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import type { Actor } from "../../rights/actor.ts";
import { checkCurrentPassword } from "../change-password.ts";
import { type Browser, endAllSessions, type NewSession, renewSession } from "../sessions.ts";
import { boxName, plainDigits, secretIn } from "./check-code.ts";
import { confirmPerson, type ShownProof } from "./confirm-person.ts";
import { makeRecoveryCodes } from "./recovery-codes.ts";
import { acceptedStep, newTotpSecret, totpUri } from "./totp.ts";

type Changed = { readonly session: NewSession };

/**
 * Begins to set up an authenticator app: it is asked for only after `confirmSecondFactor`.
 *
 * @param current the password; null where there is none.
 * @throws Refused `bad-input` for a wrong password; `state-forbids` where the person has one already; `too-often`.
 */
export async function startSecondFactor(
  database: Database,
  box: SecretBox,
  personId: number,
  { current, host }: { current: string | null; host: string },
  browser: Browser,
): Promise<NewAuthenticator> {
  await checkCurrentPassword(database, personId, current, browser);
  const secret = newTotpSecret();
  const person = await presentPerson(database.queries, personId);
  try {
    await transact(database, async (tx) => {
      await insertAuthenticator(tx, personId, box.seal(boxName(personId), secret));
      noteSecondFactor(tx, { personId }, person, "being set up");
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return refuseOn();
  }
  return { secret, uri: totpUri(secret, person.email ?? person.name, host) };
}

/**
 * Turns the second factor on, when the app has shown that it has the secret. All other sessions end.
 *
 * @throws Refused `bad-input` for a wrong code; `state-forbids` where none is being set up.
 */
export async function confirmSecondFactor(
  database: Database,
  box: SecretBox,
  personId: number,
  code: string,
  browser: Browser,
): Promise<Changed & NewRecoveryCodes> {
  return transact(database, async (tx) => {
    const found = await findAuthenticator(tx, personId);
    if (found === null) return refuse("state-forbids", "No app is being set up: begin again.");
    if (found.confirmedAt !== null) return refuseOn();
    const step = acceptedStep(secretIn(box, found), plainDigits(code), found.nowMs, found.lastStep);
    if (step === null) return refuseCode();
    await confirmAuthenticator(tx, personId, step);
    const codes = await makeRecoveryCodes(tx, personId);
    noteSecondFactor(tx, { personId }, await presentPerson(tx, personId), "on");
    return { codes, session: await renewSession(tx, personId, browser) };
  });
}

/**
 * Turns the second factor off.
 *
 * @param proof the password, a code of the app, a recovery code, or a passkey.
 * @throws Refused `bad-input` where it is none of them; `too-often`.
 */
export async function turnOffSecondFactor(
  database: Database,
  box: SecretBox,
  personId: number,
  proof: ShownProof,
  browser: Browser,
): Promise<Changed> {
  const person = await confirmPerson(database, box, personId, proof, browser);
  return transact(database, async (tx) => {
    if (!(await deleteSecondFactor(tx, personId))) return refuseOff();
    noteSecondFactor(tx, { personId }, person, "off");
    return { session: await renewSession(tx, personId, browser) };
  });
}

/** Gives a person ten new recovery codes instead of those that are left. @throws as `turnOffSecondFactor`. */
export async function renewRecoveryCodes(
  database: Database,
  box: SecretBox,
  personId: number,
  proof: ShownProof,
  browser: Browser,
): Promise<Changed & NewRecoveryCodes> {
  const person = await confirmPerson(database, box, personId, proof, browser);
  return transact(database, async (tx) => {
    noteSecondFactor(tx, { personId }, person, "new recovery codes");
    if ((await findConfirmedAt(tx, personId)) === null) return refuseOff();
    const codes = await makeRecoveryCodes(tx, personId);
    return { codes, session: await renewSession(tx, personId, browser) };
  });
}

/**
 * Takes the second factor of another person away. Their sessions end.
 *
 * @throws Refused `not-found`; `state-forbids` for the person who asks: that needs their password or a code.
 */
export async function removeSecondFactor(tx: Queries, personId: number, actor: Actor): Promise<void> {
  if (actor.who === "person" && actor.id === personId)
    refuse("state-forbids", "Turn your own second factor off under Settings, Your account.");
  const person = await presentPerson(tx, personId);
  if (!(await deleteSecondFactor(tx, personId))) refuseOff();
  await endAllSessions(tx, personId);
  noteSecondFactor(tx, actor, person, "off");
}

function noteSecondFactor(tx: Queries, by: AuditedBy, { id, name }: PersonRow, secondFactor: string): void {
  noteForAudit(tx, by, { object: { kind: "person", id, name }, after: { secondFactor } });
}

async function presentPerson(tx: Queries, id: number): Promise<PersonRow> {
  return (await findPerson(tx, id)) ?? refuse("not-found", "There is no such person.");
}

function refuseCode(): never {
  const text = "This is not the code that the app shows now.";
  return refuse("bad-input", text, { kept: "Nothing was changed.", problems: [{ path: "code", text }] });
}

function refuseOn(): never {
  return refuse(
    "state-forbids",
    "Your second factor is on already. Turn it off first, to set up another app.",
  );
}

function refuseOff(): never {
  return refuse("state-forbids", "There is no second factor: it was turned off already.");
}
