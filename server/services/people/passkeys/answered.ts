import type { PasskeySite } from "#platform/addresses/passkey-site.ts";
import type { AuditedObject } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { Refused } from "../../refusals/refused.ts";
import { takeChallenge, type Wanted } from "./challenge.ts";
import { readSignedPage } from "./signed-page.ts";

/** The page on which somebody uses a passkey, and what its browser was given with the challenge. */
export type Asking = { readonly site: PasskeySite; readonly browserToken: string | null };

type Told = { readonly todo?: string; readonly about?: AuditedObject | null };

/** @throws Refused: nobody is signed in by it, or, where somebody is signed in, nothing is changed. */
export function refusePasskey({ purpose }: Wanted, text: string, { todo, about = null }: Told = {}): never {
  const isSigningIn = purpose === "sign in";
  throw new Refused(
    {
      code: isSigningIn ? "not-signed-in" : "bad-input",
      text,
      ...(!isSigningIn && { kept: "Nothing was changed." }),
      ...(todo !== undefined && { todo }),
    },
    about,
  );
}

/**
 * Judges what can be judged of an answer before its signature: it answers a challenge of this browser, which is used up
 * by it, and was given on a page of this server.
 *
 * @returns the challenge that was answered, and what was kept with it.
 * @throws Refused `not-signed-in` for a sign-in, else `bad-input`.
 */
export async function takeAnswered(
  database: Database,
  wanted: Wanted,
  clientDataJSON: string,
  { site, browserToken }: Asking,
): Promise<{ readonly challenge: string; readonly userHandle: Buffer | null }> {
  const data = readSignedPage(clientDataJSON);
  if (data === null) return refusePasskey(wanted, "This is no answer of a passkey.");
  const taken = await takeChallenge(database, wanted, data.challenge, browserToken);
  if (taken === null)
    return refusePasskey(
      wanted,
      "This answer came too late, was given before, or was asked for in another browser.",
      { todo: "Try again. There are five minutes for it." },
    );
  const type = wanted.purpose === "add" ? "webauthn.create" : "webauthn.get";
  if (data.type !== type) refusePasskey(wanted, "The passkey was asked for something else.");
  if (data.origin !== site.origin || data.crossOrigin === true)
    refusePasskey(wanted, `The passkey was used on a page of another address than ${site.origin}.`, {
      todo: `Open ${site.origin} itself. If a link led you to a page that looks like it, tell those who run this server.`,
    });
  return { challenge: data.challenge, userHandle: taken.userHandle };
}
