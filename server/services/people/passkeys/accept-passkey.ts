import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { PasskeyAnswer } from "#contract/people/passkeys.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { findPasskey, notePasskeyUse, type PasskeyRow } from "#repos/people/passkey-rows.ts";
import { findPerson, type PersonRow } from "#repos/people/person-rows.ts";
import { countSignIn, forgetSignIns, PASSWORD_LIMITS, type TryLimits } from "../limit-sign-in.ts";
import { type Browser, knownDeviceOf } from "../sessions.ts";
import { type Asking, refusePasskey, takeAnswered } from "./answered.ts";
import type { Wanted } from "./challenge.ts";

/** A signature cannot be guessed: this is against floods. */
const PASSKEY_LIMITS: TryLimits = {
  ...PASSWORD_LIMITS,
  of: "passkey",
  text: "Too many passkeys were refused. They are not accepted here for 15 minutes.",
};

/**
 * Judges the answer of a passkey, and does what follows from it in the transaction that notes its use.
 *
 * @param wanted `personId`: it must be a passkey of this person; null: it says itself whose it is.
 * @param then is given the person. Where it throws, the passkey was not used.
 * @throws Refused `not-signed-in` for a sign-in, else `bad-input`: for a passkey that is not known here or is another
 *   person's, another address, a challenge that is over, a wrong signature, and a counter that went back. `too-often`.
 */
export async function acceptPasskey<Result>(
  database: Database,
  wanted: Wanted,
  answer: PasskeyAnswer,
  asking: Asking,
  browser: Browser,
  then: (tx: Queries, person: PersonRow, passkey: PasskeyRow) => Promise<Result>,
): Promise<Result> {
  const found = await findPasskey(database.queries, Buffer.from(answer.id, "base64url"));
  const counted = await countSignIn(
    database,
    {
      account: found === null ? `passkey ${answer.id}` : `person ${found.personId}`,
      address: browser.address,
      personId: found?.personId ?? null,
      device: knownDeviceOf(browser),
    },
    PASSKEY_LIMITS,
  );
  const { challenge } = await takeAnswered(database, wanted, answer.clientDataJSON, asking);
  const row = ownPasskey(wanted, found, answer, asking);
  const { newCounter, ...signed } = await verifiedAnswer(wanted, row, answer, challenge, asking);
  const result = await transact(database, async (tx) => {
    const person = await findPerson(tx, row.personId);
    if (person === null) return refuseUnknown(wanted);
    const use = { counter: newCounter, isBackedUp: signed.credentialBackedUp };
    if (!(await notePasskeyUse(tx, row.id, use))) refuseCopy(wanted, person, row);
    return then(tx, person, row);
  });
  await forgetSignIns(database, counted);
  return result;
}

/** The passkey of an answer, if it is one of the person who is meant, and of this address. */
function ownPasskey(
  wanted: Wanted,
  found: PasskeyRow | null,
  answer: PasskeyAnswer,
  { site }: Asking,
): PasskeyRow {
  if (found === null) return refuseUnknown(wanted);
  const about = { kind: "person", id: found.personId } as const;
  if (found.rpId !== site.rpId)
    return refusePasskey(wanted, `This passkey was made for ${found.rpId}, not for ${site.rpId}.`, {
      about,
    });
  // Without it somebody who is not signed in could name another person's passkey.
  const isSaid = answer.userHandle !== null || wanted.personId !== null;
  const isTheirs =
    answer.userHandle === null || found.userHandle.equals(Buffer.from(answer.userHandle, "base64url"));
  if (!isSaid || !isTheirs || (wanted.personId !== null && wanted.personId !== found.personId))
    return refusePasskey(wanted, "This passkey is another person's.", { about });
  return found;
}

async function verifiedAnswer(
  wanted: Wanted,
  row: PasskeyRow,
  answer: PasskeyAnswer,
  challenge: string,
  { site }: Asking,
) {
  const { id, clientDataJSON, authenticatorData, signature } = answer;
  const verified = await verifyAuthenticationResponse({
    response: {
      ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
      response: { clientDataJSON, authenticatorData, signature },
    },
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    // The counter is compared by the statement that raises it, so that of two answers at the same time one counts.
    credential: { id, publicKey: new Uint8Array(row.publicKey), counter: 0 },
  }).catch(() => null);
  const isRight =
    verified?.verified === true &&
    (verified.authenticationInfo.credentialDeviceType === "multiDevice") === row.isSyncable;
  if (isRight) return verified.authenticationInfo;
  return refusePasskey(
    wanted,
    "The passkey's answer is not right: its signature, its address, or how it made sure that it is you.",
    {
      todo: "Try again, with the PIN, the fingerprint or the face that your device asks for.",
      about: { kind: "person", id: row.personId },
    },
  );
}

function refuseUnknown(wanted: Wanted): never {
  return refusePasskey(wanted, "This passkey is not known here: it was removed, or is of another server.", {
    todo:
      wanted.purpose === "sign in"
        ? "Sign in another way, and add a passkey under Settings, Your account."
        : "Use another one, or your password.",
  });
}

function refuseCopy(wanted: Wanted, { id, name }: PersonRow, passkey: PasskeyRow): never {
  return refusePasskey(
    wanted,
    `The passkey "${passkey.name}" counts less than the last time: somebody may have a copy of it.`,
    {
      todo: "Sign in another way, remove this passkey, and look at your sessions.",
      about: { kind: "person", id, name },
    },
  );
}
