import { type Database, transact } from "#platform/database/db.ts";
import { findPerson, type PersonRow } from "#repos/people/person-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { countSignIn, forgetSignIns, PASSWORD_LIMITS } from "./limit-sign-in.ts";
import { isCurrentPassword, savePassword } from "./people.ts";
import { type Browser, knownDeviceOf, type NewSession, renewSession } from "./sessions.ts";

/**
 * Gives a person a new password. All their sessions end; this browser gets a new one.
 *
 * @param current the current password; null where there is none.
 * @throws Refused `bad-input` for a wrong current password, or a new one that cannot be taken; `too-often`.
 */
export async function changePassword(
  database: Database,
  actor: Extract<Actor, { who: "person" }>,
  { current, password }: { current: string | null; password: string },
  browser: Browser,
): Promise<NewSession> {
  await checkCurrentPassword(database, actor.id, current, browser);
  return transact(database, async (tx) => {
    await savePassword(tx, actor.id, password);
    return renewSession(tx, actor.id, browser);
  });
}

/**
 * Asks a person who is signed in for their password again. Null is right where they have none.
 *
 * @throws Refused `bad-input` for a wrong one; `too-often`.
 */
export async function checkCurrentPassword(
  database: Database,
  personId: number,
  current: string | null,
  browser: Browser,
): Promise<void> {
  const person = await findPerson(database.queries, personId);
  if (person !== null && (await isCountedPassword(database, person, current, browser))) return;
  const text = "That is not your current password.";
  refuse("bad-input", text, { kept: "Nothing was changed.", problems: [{ path: "current", text }] });
}

/** Whether this is the password of a person, after the try was counted. @throws Refused `too-often`. */
export async function isCountedPassword(
  database: Database,
  { id, email }: PersonRow,
  password: string | null,
  browser: Browser,
): Promise<boolean> {
  const { address } = browser;
  const tried = { account: email ?? "", address, personId: id, device: knownDeviceOf(browser) };
  const counted = await countSignIn(database, tried, PASSWORD_LIMITS);
  const isRight = await isCurrentPassword(database.queries, id, password);
  if (isRight) await forgetSignIns(database, counted);
  return isRight;
}
