import type { PasskeyAnswer } from "#contract/people/passkeys.ts";
import type { Database } from "#platform/database/db.ts";
import { SoftPasskey } from "#testing/soft-passkey.ts";
import { Refused } from "../../refusals/refused.ts";
import { COMMAND_LINE } from "../../rights/actor.ts";
import { addPerson } from "../people.ts";
import type { Browser } from "../sessions.ts";
import { addPasskey, beginPasskey } from "./add-passkey.ts";
import { askForSignIn, signInByPasskey } from "./sign-in-by-passkey.ts";

export const SITE = { rpId: "box.example", origin: "https://box.example" };

let addresses = 0;

/** A browser that is nowhere else. */
export function browser(change: Partial<Browser> = {}): Browser {
  addresses += 1;
  const address = `10.2.${addresses >> 8}.${addresses % 256}`;
  return { device: "a test", address, deviceToken: null, ...change };
}

export async function refusalOf(asked: Promise<unknown>) {
  const error = await asked.then(
    () => null,
    (each) => each,
  );
  if (error instanceof Refused) return { ...error.refusal, about: error.about };
  throw new Error(`Not refused: ${String(error)}`);
}

export async function codeOf(asked: Promise<unknown>): Promise<string> {
  return (await refusalOf(asked)).code;
}

/** What people and their browsers do with passkeys. */
export function passkeyActs(database: Database) {
  const personCalled = async (name: string) => {
    const { id } = await addPerson(database.queries, { name, email: `${name}@b.c` }, COMMAND_LINE);
    return { id, name };
  };
  /** Begins to add a passkey, in a browser that then has a token. */
  const begun = async (id: number, site = SITE) => {
    const nothing = { site, browserToken: null };
    const { options, browserToken } = await beginPasskey(database, id, nothing, browser());
    return { options, asking: { site, browserToken } };
  };
  const withPasskey = async (name: string, { counts = true, site = SITE } = {}) => {
    const person = await personCalled(name);
    const soft = new SoftPasskey(site, { counts });
    const { options, asking } = await begun(person.id, site);
    const made = { name: "phone", answer: soft.make(options) };
    const { id: passkeyId } = await addPasskey(database, person, made, asking);
    return { ...person, soft, passkeyId };
  };
  /** Asks for a passkey, as a browser of nobody does. */
  const asked = async (site = SITE) => {
    const { options, browserToken } = await askForSignIn(database, { site, browserToken: null }, browser());
    return { options, asking: { site, browserToken } };
  };
  const show = (answer: PasskeyAnswer, asking: Parameters<typeof signInByPasskey>[2], from = browser()) =>
    signInByPasskey(database, answer, asking, from);
  const sessionsOf = async (id: number): Promise<number> => {
    const [rows] = await database.pool.query("SELECT COUNT(*) AS n FROM session WHERE person_id = ?", [id]);
    return Number((rows as { n: number }[])[0]?.n);
  };
  return { personCalled, begun, withPasskey, asked, show, sessionsOf };
}
