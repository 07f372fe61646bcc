import { randomBytes } from "node:crypto";
import { generateRegistrationOptions, verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { MAX_PASSKEYS, type NewPasskeyAnswer } from "#contract/people/passkeys.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { insertPasskey, listPasskeyRows, lockPasskeys } from "#repos/people/passkey-rows.ts";
import { findPerson } from "#repos/people/person-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import type { Browser } from "../sessions.ts";
import { type Asking, refusePasskey, takeAnswered } from "./answered.ts";
import { beginChallenge, CHALLENGE_LIFE_MS, type Wanted } from "./challenge.ts";
import { transportsOf } from "./transports.ts";

/** ES256, EdDSA and RS256, which all authenticators have one of. */
const ALGORITHMS = [-7, -8, -257];
const HANDLE_BYTES = 32;

type Asked = Awaited<ReturnType<typeof generateRegistrationOptions>>;
type Person = { readonly id: number; readonly name: string };

/**
 * Begins to add a passkey of somebody who has just shown once more who they are.
 *
 * @returns what the browser asks an authenticator for, and the token that it keeps meanwhile.
 * @throws Refused `state-forbids` where they have too many; `too-often`.
 */
export async function beginPasskey(
  database: Database,
  personId: number,
  asking: Asking,
  browser: Browser,
): Promise<{ readonly options: Asked; readonly browserToken: string }> {
  const { queries } = database;
  const person = (await findPerson(queries, personId)) ?? refuse("not-found", "There is no such person.");
  const own = await listPasskeyRows(queries, personId);
  refuseTooMany(own.length);
  const userHandle = own[0]?.userHandle ?? randomBytes(HANDLE_BYTES);
  const wanted = { ...wantedOf(personId), userHandle };
  const { challenge, browserToken } = await beginChallenge(database, wanted, asking.browserToken, browser);
  const options = await generateRegistrationOptions({
    rpName: "Signalbox",
    rpID: asking.site.rpId,
    challenge,
    userID: new Uint8Array(userHandle),
    userName: person.email ?? person.name,
    userDisplayName: person.name,
    // Who made the authenticator does not matter here, so it is not asked to prove it.
    attestationType: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: own
      .filter(({ rpId }) => rpId === asking.site.rpId)
      .map(({ credentialId, transports }) => ({
        id: credentialId.toString("base64url"),
        transports: transportsOf(transports),
      })),
    timeout: CHALLENGE_LIFE_MS,
  });
  return { options, browserToken };
}

/**
 * Adds the passkey that an authenticator has made.
 *
 * @throws Refused `bad-input` where its answer is not right, too late or given before; `conflict` where it is known
 *   already; `state-forbids` where there are too many.
 */
export async function addPasskey(
  database: Database,
  person: Person,
  { name, answer }: { readonly name: string; readonly answer: NewPasskeyAnswer },
  asking: Asking,
): Promise<{ readonly id: number }> {
  const wanted = wantedOf(person.id);
  const taken = await takeAnswered(database, wanted, answer.clientDataJSON, asking);
  const made = await verifiedPasskey(wanted, answer, taken.challenge, asking);
  const { id: personId } = person;
  const row = {
    ...{ personId, name, rpId: asking.site.rpId, userHandle: taken.userHandle ?? randomBytes(HANDLE_BYTES) },
    credentialId: Buffer.from(made.credential.id, "base64url"),
    publicKey: Buffer.from(made.credential.publicKey),
    counter: made.credential.counter,
    transports: answer.transports.join(" "),
    isSyncable: made.credentialDeviceType === "multiDevice",
    isBackedUp: made.credentialBackedUp,
  };
  return transact(database, async (tx) => {
    refuseTooMany((await lockPasskeys(tx, personId)).length);
    const id = await insertNew(tx, row);
    noteForAudit(
      tx,
      { personId },
      { object: { kind: "person", ...person }, after: { passkey: name, address: row.rpId } },
    );
    return { id };
  });
}

function wantedOf(personId: number): Wanted {
  return { purpose: "add", personId };
}

async function insertNew(tx: Queries, row: Parameters<typeof insertPasskey>[1]): Promise<number> {
  try {
    return await insertPasskey(tx, row);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return refuse("conflict", "This passkey is known here already.", { kept: "Nothing was added." });
  }
}

async function verifiedPasskey(
  wanted: Wanted,
  { id, clientDataJSON, attestationObject }: NewPasskeyAnswer,
  challenge: string,
  { site }: Asking,
) {
  const verified = isPlain(attestationObject)
    ? await verifyRegistrationResponse({
        response: {
          ...{ id, rawId: id, type: "public-key", clientExtensionResults: {} },
          response: { clientDataJSON, attestationObject },
        },
        expectedChallenge: challenge,
        expectedOrigin: site.origin,
        expectedRPID: site.rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }).catch(() => null)
    : null;
  if (verified?.verified === true && verified.registrationInfo.credential.id === id)
    return verified.registrationInfo;
  return refusePasskey(
    wanted,
    "The passkey that was made cannot be used: its address, its kind of key, or how it made sure that it is you is not right.",
    { todo: "Try again, or use another device. It must ask for a PIN, a finger or a face." },
  );
}

/**
 * Whether an authenticator sent no certificates, for which it was not asked. With them the package would fetch lists of
 * revoked ones from addresses that they name.
 */
function isPlain(attestationObject: string): boolean {
  try {
    const read = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "base64url")));
    const format = read.get("fmt");
    return format === "none" || (format === "packed" && read.get("attStmt").get("x5c") === undefined);
  } catch {
    return false;
  }
}

function refuseTooMany(count: number): void {
  if (count >= MAX_PASSKEYS)
    refuse("state-forbids", `You have ${MAX_PASSKEYS} passkeys: there cannot be more.`, {
      todo: "Remove one that you do not use.",
    });
}
