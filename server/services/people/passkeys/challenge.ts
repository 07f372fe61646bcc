import { randomBytes } from "node:crypto";
import { type Database, transact } from "#platform/database/db.ts";
import {
  insertPasskeyChallenge,
  type PasskeyPurpose,
  takePasskeyChallenge,
} from "#repos/people/passkey-challenge-rows.ts";
import { countOfAddress } from "../limit-sign-in.ts";
import { randomToken, tokenDigest } from "../random-token.ts";
import type { Browser } from "../sessions.ts";

/** How long somebody may look for their passkey. */
export const CHALLENGE_LIFE_MS: number = 5 * 60_000;
const CHALLENGE_BYTES = 32;

/** Each page on which somebody could sign in asks for one. */
const CHALLENGE_LIMITS = {
  of: "passkey challenge",
  withinMs: 15 * 60_000,
  maxOfAddress: 1_000,
  text: "Too many sign-ins were begun from your address. Passkeys are closed here for 15 minutes.",
};

/** What a challenge is for. One that is for something else counts as none. */
export type Wanted = {
  readonly purpose: PasskeyPurpose;
  /** Who is signed in; null where nobody is yet. */
  readonly personId: number | null;
};

/** What a browser is given: a challenge, and the token that it keeps in a cookie. */
export type NewChallenge = { readonly challenge: Uint8Array<ArrayBuffer>; readonly browserToken: string };

/**
 * Makes a challenge for a browser. It works once, for five minutes, in this browser.
 *
 * @param browserToken what the browser has from an earlier challenge: it keeps that, so that two of its tabs can ask.
 * @throws Refused `too-often`.
 */
export async function beginChallenge(
  database: Database,
  { purpose, personId, userHandle = null }: Wanted & { readonly userHandle?: Buffer | null },
  browserToken: string | null,
  browser: Browser,
): Promise<NewChallenge> {
  await countOfAddress(database, browser.address, CHALLENGE_LIMITS);
  const challenge = new Uint8Array(randomBytes(CHALLENGE_BYTES));
  const token = browserToken ?? randomToken().token;
  const row = {
    ...digestsOf(Buffer.from(challenge).toString("base64url"), token),
    purpose,
    personId,
    userHandle,
  };
  await insertPasskeyChallenge(database.queries, row, CHALLENGE_LIFE_MS);
  return { challenge, browserToken: token };
}

/**
 * Uses a challenge up, whatever becomes of the answer to it.
 *
 * @param challenge as the browser says that it was signed.
 * @returns what was kept with it; null where this browser has no such challenge (any more).
 */
export async function takeChallenge(
  database: Database,
  { purpose, personId }: Wanted,
  challenge: string,
  browserToken: string | null,
): Promise<{ readonly userHandle: Buffer | null } | null> {
  if (browserToken === null) return null;
  const row = await transact(database, (tx) => takePasskeyChallenge(tx, digestsOf(challenge, browserToken)));
  return row !== null && row.purpose === purpose && row.personId === personId ? row : null;
}

function digestsOf(challenge: string, browserToken: string) {
  return { digest: tokenDigest(challenge), browserDigest: tokenDigest(browserToken) };
}
