import { type Database, type Queries, transact } from "#platform/database/db.ts";
import {
  findPerson,
  findPersonByEmail,
  insertPerson,
  listPersonRows,
  type PersonRow,
} from "#repos/people/person-rows.ts";
import { deleteSignInLink, findSignInLink } from "#repos/people/sign-in-link-rows.ts";
import { ROOT_ID } from "#repos/rights/folder-rows.ts";
import { insertGrant } from "#repos/rights/grant-rows.ts";
import { Refused, refuse } from "../refusals/refused.ts";
import { beginSignIn, completeSignIn, type SignInStep } from "./begin-sign-in.ts";
import { isPasswordOf } from "./hash-password.ts";
import { countSignIn, forgetSignIns, PASSWORD_LIMITS } from "./limit-sign-in.ts";
import { tokenDigest } from "./random-token.ts";
import { type Browser, knownDeviceOf } from "./sessions.ts";

/** The name of the first person until they choose their own. */
export const FIRST_NAME = "operator";

/**
 * Signs a person in by their email and password.
 *
 * @param email in lower case.
 * @throws Refused `not-signed-in` with the same words, after the same time, for an unknown email, an account without a
 *   password and a wrong password; `too-often`.
 */
export async function signInByPassword(
  database: Database,
  { email, password }: { email: string; password: string },
  browser: Browser,
): Promise<SignInStep> {
  const person = await findPersonByEmail(database.queries, email);
  const tried = {
    account: email,
    address: browser.address,
    personId: person?.id ?? null,
    device: knownDeviceOf(browser),
  };
  const counted = await countSignIn(database, tried, PASSWORD_LIMITS);
  const isRight = await isPasswordOf(person?.password ?? null, password);
  if (!isRight || person === null)
    // What was given as the email of nobody is not recorded: it may be a password.
    throw new Refused(
      {
        code: "not-signed-in",
        text: "The email or the password is wrong.",
        todo: "Try again, or ask for a sign-in link: `npx signalbox sign-in` on the server's machine.",
      },
      { kind: "person", ...(person !== null && { id: person.id, name: person.name }) },
    );
  await forgetSignIns(database, counted);
  return transact(database, (tx) => beginSignIn(tx, person, browser));
}

/**
 * Signs a person in by a link, which is then used up. The first person of all is made by it. A link of the user who runs
 * the server asks for no second factor: they could read the database.
 *
 * @throws Refused `not-signed-in` where the link is over, was used or never was one.
 */
export async function signInByLink(database: Database, token: string, browser: Browser): Promise<SignInStep> {
  return transact(database, async (tx) => {
    const digest = tokenDigest(token);
    const link = await findSignInLink(tx, digest);
    if (link === null)
      return refuse("not-signed-in", "This link was used already, or its 15 minutes are over.", {
        todo: "Ask for another one: `npx signalbox sign-in` on the server's machine.",
      });
    await deleteSignInLink(tx, digest);
    const person = link.personId === null ? null : await findPerson(tx, link.personId);
    const found = person ?? (await firstPerson(tx));
    return link.isOfOwner ? completeSignIn(tx, found, browser) : beginSignIn(tx, found, browser);
  });
}

async function firstPerson(tx: Queries): Promise<PersonRow> {
  const [first] = await listPersonRows(tx);
  if (first !== undefined) return first;
  const id = await insertPerson(tx, { name: FIRST_NAME, email: null, createdBy: "the first sign-in" });
  await insertGrant(tx, {
    folderId: ROOT_ID,
    personId: id,
    groupId: null,
    role: "admin",
    createdBy: "the first sign-in",
  });
  const made = await findPerson(tx, id);
  if (made === null) throw new Error("A person who was just made is not there.");
  return made;
}
