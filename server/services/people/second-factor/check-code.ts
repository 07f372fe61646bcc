import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type SecretBox, SecretBoxProblem } from "#platform/secrets/secret-box.ts";
import type { PersonRow } from "#repos/people/person-rows.ts";
import { type AuthenticatorRow, findAuthenticator, raiseLastStep } from "#repos/people/second-factor-rows.ts";
import { refuse } from "../../refusals/refused.ts";
import { CODE_LIMITS, countSignIn, forgetSignIns, RECOVERY_LIMITS } from "../limit-sign-in.ts";
import { type Browser, knownDeviceOf } from "../sessions.ts";
import { isRecoveryCode, spendRecoveryCode } from "./recovery-codes.ts";
import { acceptedStep, isTotpCode } from "./totp.ts";

/** Whether a text has the form of a code at all: of the app, or a recovery code. */
export function isCode(text: string): boolean {
  return isTotpCode(plainDigits(text)) || isRecoveryCode(text);
}

/**
 * Judges a code of a person, after it was counted. A right one is used up: it is accepted once.
 *
 * @returns whether it is right.
 * @throws Refused `too-often`; `state-forbids` where the authenticator cannot be read with this server's key.
 */
export async function checkCode(
  database: Database,
  box: SecretBox,
  person: PersonRow,
  text: string,
  browser: Browser,
): Promise<boolean> {
  const isRecovery = isRecoveryCode(text);
  const counted = await countSignIn(
    database,
    {
      account: `person ${person.id}`,
      address: browser.address,
      personId: person.id,
      device: knownDeviceOf(browser),
    },
    isRecovery ? RECOVERY_LIMITS : CODE_LIMITS,
  );
  const isRight = await transact(database, (tx) =>
    isRecovery
      ? spendRecoveryCode(tx, person.id, text)
      : spendTotpCode(tx, box, person.id, plainDigits(text)),
  );
  if (isRight) await forgetSignIns(database, counted);
  return isRight;
}

async function spendTotpCode(tx: Queries, box: SecretBox, personId: number, code: string): Promise<boolean> {
  const found = await findAuthenticator(tx, personId);
  if (found === null || found.confirmedAt === null) return false;
  const step = acceptedStep(secretIn(box, found), code, found.nowMs, found.lastStep);
  return step !== null && (await raiseLastStep(tx, personId, step));
}

/** @throws Refused `state-forbids` where it was encrypted with another key. */
export function secretIn(box: SecretBox, { personId, secret }: AuthenticatorRow): string {
  try {
    return box.open(boxName(personId), secret);
  } catch (error) {
    if (!(error instanceof SecretBoxProblem)) throw error;
    return refuse(
      "state-forbids",
      "Codes cannot be checked: they need the secret key of this server's past.",
      {
        todo: "Use a recovery code, or `npx signalbox sign-in` on the server's machine, and set the app up again.",
      },
    );
  }
}

/** The name under which the secret of a person's app is encrypted. No secret of a graph can have it. */
export function boxName(personId: number): string {
  return `authenticator of person ${personId}`;
}

/** Apps show a space in the middle. */
export function plainDigits(text: string): string {
  return text.replace(/\s/g, "");
}
