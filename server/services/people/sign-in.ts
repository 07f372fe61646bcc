import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import {
  findPerson,
  findPersonByEmail,
  insertPerson,
  listPersonRows,
  type PersonRow,
} from "#repos/people/person-rows.ts";
import { deleteSignInLink, findSignInLink } from "#repos/people/sign-in-link-rows.ts";
import { Refused, refuse } from "../pipeline-session/refused.ts";
import { isPasswordOf } from "./hash-password.ts";
import { countSignIn, forgetSignIns } from "./limit-sign-in.ts";
import { tokenDigest } from "./random-token.ts";
import { type Browser, beginSession, type NewSession } from "./sessions.ts";

/** The name of the first person until they choose their own. */
export const FIRST_NAME = "operator";

export type SignedIn = { readonly person: PersonRow; readonly session: NewSession };

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
): Promise<SignedIn> {
  const person = await findPersonByEmail(database.queries, email);
  const device = browser.deviceToken === null ? null : tokenDigest(browser.deviceToken);
  const counted = await countSignIn(database, {
    email,
    address: browser.address,
    personId: person?.id ?? null,
    device,
  });
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
  return { person, session: await transact(database, (tx) => signIn(tx, person, browser)) };
}

/**
 * Signs a person in by a link, which is then used up. The first person of all is made by it.
 *
 * @throws Refused `not-signed-in` where the link is over, was used or never was one.
 */
export async function signInByLink(database: Database, token: string, browser: Browser): Promise<SignedIn> {
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
    return { person: found, session: await signIn(tx, found, browser) };
  });
}

async function signIn(tx: Queries, { id, name }: PersonRow, browser: Browser): Promise<NewSession> {
  const session = await beginSession(tx, id, browser);
  noteForAudit(tx, { person: { id, name }, object: { kind: "session", id: session.id } });
  return session;
}

async function firstPerson(tx: Queries): Promise<PersonRow> {
  const [first] = await listPersonRows(tx);
  if (first !== undefined) return first;
  const id = await insertPerson(tx, { name: FIRST_NAME, email: null, createdBy: "the first sign-in" });
  const made = await findPerson(tx, id);
  if (made === null) throw new Error("A person who was just made is not there.");
  return made;
}
