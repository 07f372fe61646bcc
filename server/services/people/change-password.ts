import { type Database, transact } from "#platform/database/db.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { refuse } from "../pipeline-session/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { countSignIn, forgetSignIns } from "./limit-sign-in.ts";
import { isCurrentPassword, savePassword } from "./people.ts";
import { tokenDigest } from "./random-token.ts";
import { type Browser, beginSession, endOtherSessions, type NewSession } from "./sessions.ts";

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
  const person = await findPerson(database.queries, actor.id);
  const counted = await countSignIn(database, {
    email: person?.email ?? "",
    address: browser.address,
    personId: actor.id,
    device: browser.deviceToken === null ? null : tokenDigest(browser.deviceToken),
  });
  if (!(await isCurrentPassword(database.queries, actor.id, current))) {
    const text = "That is not your current password.";
    return refuse("bad-input", text, { kept: "Nothing was changed.", problems: [{ path: "current", text }] });
  }
  await forgetSignIns(database, counted);
  return transact(database, async (tx) => {
    await savePassword(tx, actor.id, password);
    await endOtherSessions(tx, actor.id, null);
    return beginSession(tx, actor.id, browser);
  });
}
