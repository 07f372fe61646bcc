import { generateAuthenticationOptions } from "@simplewebauthn/server";
import type { PasskeyAnswer } from "#contract/people/passkeys.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Database } from "#platform/database/db.ts";
import { listPasskeyRows } from "#repos/people/passkey-rows.ts";
import { completeSignIn, type SignInStep } from "../begin-sign-in.ts";
import type { Browser } from "../sessions.ts";
import { acceptPasskey } from "./accept-passkey.ts";
import type { Asking } from "./answered.ts";
import { beginChallenge, CHALLENGE_LIFE_MS } from "./challenge.ts";
import { transportsOf } from "./transports.ts";

type Asked = Awaited<ReturnType<typeof generateAuthenticationOptions>>;
/** What the browser asks a passkey for, and the token that it keeps meanwhile. */
export type PasskeyQuestion = { readonly options: Asked; readonly browserToken: string };

const SIGN_IN = { purpose: "sign in", personId: null } as const;

/**
 * Asks for a passkey of anybody: the browser shows those that it has. It is the same whoever asks.
 *
 * @throws Refused `too-often`.
 */
export async function askForSignIn(
  database: Database,
  asking: Asking,
  browser: Browser,
): Promise<PasskeyQuestion> {
  const { challenge, browserToken } = await beginChallenge(database, SIGN_IN, asking.browserToken, browser);
  return { options: await questionOf(challenge, asking, []), browserToken };
}

/** Asks somebody who is signed in for one of their own passkeys. @throws Refused `too-often`. */
export async function askForConfirmation(
  database: Database,
  personId: number,
  asking: Asking,
  browser: Browser,
): Promise<PasskeyQuestion> {
  const wanted = { purpose: "confirm", personId } as const;
  const { challenge, browserToken } = await beginChallenge(database, wanted, asking.browserToken, browser);
  const rows = await listPasskeyRows(database.queries, personId);
  const own = rows
    .filter(({ rpId }) => rpId === asking.site.rpId)
    .map(({ credentialId, transports }) => ({
      id: credentialId.toString("base64url"),
      transports: transportsOf(transports),
    }));
  return { options: await questionOf(challenge, asking, own), browserToken };
}

/**
 * Signs a person in by a passkey. It is with them and has asked for a PIN, a finger or a face: both factors, so no code is
 * asked for.
 *
 * @throws Refused as `acceptPasskey`.
 */
export async function signInByPasskey(
  database: Database,
  answer: PasskeyAnswer,
  asking: Asking,
  browser: Browser,
): Promise<SignInStep & { readonly isComplete: true }> {
  return acceptPasskey(database, SIGN_IN, answer, asking, browser, (tx, person, { name }) => {
    noteForAudit(tx, null, { after: { by: `passkey ${name}` } });
    return completeSignIn(tx, person, browser);
  });
}

type Own = NonNullable<Parameters<typeof generateAuthenticationOptions>[0]["allowCredentials"]>;

function questionOf(challenge: Uint8Array<ArrayBuffer>, { site }: Asking, own: Own): Promise<Asked> {
  return generateAuthenticationOptions({
    rpID: site.rpId,
    challenge,
    allowCredentials: own,
    userVerification: "required",
    timeout: CHALLENGE_LIFE_MS,
  });
}
