import type { PasskeyAnswer } from "#contract/people/passkeys.ts";
import { MIN_PASSWORD } from "#contract/people/people.ts";
import type { Database } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { listPasskeyRows } from "#repos/people/passkey-rows.ts";
import { findPerson, type PersonRow } from "#repos/people/person-rows.ts";
import { findConfirmedAt } from "#repos/people/second-factor-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import { isCountedPassword } from "../change-password.ts";
import { acceptPasskey } from "../passkeys/accept-passkey.ts";
import type { Asking } from "../passkeys/answered.ts";
import type { Browser } from "../sessions.ts";
import { checkCode, isCode } from "./check-code.ts";

/** By which somebody shows once more who they are: a password or a code, the answer of a passkey, or nothing. */
export type ShownProof = string | { readonly answer: PasskeyAnswer; readonly asking: Asking } | null;

/**
 * Asks a person who is signed in once more who they are, before what they sign in with is changed.
 *
 * @param proof their password, a code of their app, a recovery code, or an answer of a passkey. Null: they have none of
 *   these.
 * @throws Refused `bad-input` where it is none of them; `too-often`.
 */
export async function confirmPerson(
  database: Database,
  box: SecretBox,
  personId: number,
  proof: ShownProof,
  browser: Browser,
): Promise<PersonRow> {
  const person = await findPerson(database.queries, personId);
  if (person === null) return refuse("not-found", "There is no such person.");
  if (proof !== null && typeof proof === "object") {
    const wanted = { purpose: "confirm", personId } as const;
    return acceptPasskey(database, wanted, proof.answer, proof.asking, browser, async (_tx, same) => same);
  }
  if (await isProof(database, box, person, proof, browser)) return person;
  const text =
    proof === null
      ? "Show once more who you are: your password, a code, or a passkey."
      : "This is not your password, and no code that is right now.";
  return refuse("bad-input", text, { kept: "Nothing was changed.", problems: [{ path: "proof", text }] });
}

async function isProof(
  database: Database,
  box: SecretBox,
  person: PersonRow,
  proof: string | null,
  browser: Browser,
): Promise<boolean> {
  const { queries } = database;
  if (proof === null)
    return (
      person.password === null &&
      (await findConfirmedAt(queries, person.id)) === null &&
      (await listPasskeyRows(queries, person.id)).length === 0
    );
  if (isCode(proof) && (await checkCode(database, box, person, proof, browser))) return true;
  // A password may have the form of a recovery code. None is as short as a code of an app.
  if (proof.trim().length < MIN_PASSWORD) return false;
  return person.password !== null && (await isCountedPassword(database, person, proof, browser));
}
