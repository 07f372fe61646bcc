import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { countedAddress } from "#engine/addresses/counted-address.ts";
import { type WebhookSettings, webhookSettings } from "#engine/triggers/webhook-kind.ts";
import { type Database, transact } from "#platform/database/db.ts";
import { type SecretBox, SecretBoxProblem } from "#platform/secrets/secret-box.ts";
import { countTry, triesOf } from "#repos/people/sign-in-limit-rows.ts";
import { findLiveTrigger } from "#repos/triggers/trigger-rows.ts";
import { refuse } from "../refusals/refused.ts";
import { secretFor } from "./trigger-secrets.ts";

/** What a sender shows. */
export type ShownProof = {
  /** The header `X-Hub-Signature-256`: `sha256=` and the HMAC of the body, in hexadecimal digits. */
  readonly signature: string | null;
  /** The header `Authorization`. */
  readonly authorization: string | null;
  readonly body: Uint8Array;
  /** From where it comes. */
  readonly address: string;
};

type ProofParts = {
  readonly database: Database;
  readonly secrets: () => Promise<SecretBox>;
  /** Told of a secret that cannot be read with the key of this server. */
  readonly onProblem: (problem: Error) => void;
};

const WITHIN_MS = 15 * 60_000;
/** For how many seconds a sender is refused after too many wrong proofs. */
export const CLOSED_S: number = WITHIN_MS / 1_000;
/** From one address for one name, and for all names. There is no limit for all addresses: anybody could close a webhook. */
const MAX_HERE = 20;
const MAX_OF_ADDRESS = 100;

/** Compared where there is nothing to compare with, so that the time does not tell. */
const NO_SECRET = randomBytes(32).toString("hex");

/**
 * Makes sure that a sender has the secret of a webhook.
 *
 * @returns its settings.
 * @throws Refused `not-signed-in`, in the same words where there is no such webhook; `too-often` after too many wrong
 *   proofs, whatever is shown then.
 */
export async function proveSender(
  { database, secrets, onProblem }: ProofParts,
  name: string,
  proof: ShownProof,
): Promise<WebhookSettings> {
  const from = countedAddress(proof.address);
  const keys = [keyOf("address", from), keyOf("here", from, name)] as const;
  const [ofAddress = 0, here = 0] = await triesOf(database.queries, keys, WITHIN_MS);
  if (ofAddress >= MAX_OF_ADDRESS || here >= MAX_HERE)
    return refuse("too-often", "Too many wrong signatures came from here. Nothing is taken for 15 minutes.", {
      todo: "Wait, and look at the secret of the sender.",
    });
  const found = await findLiveTrigger(database.queries, name);
  const settings = found?.trigger.kind === "webhook" ? webhookSettings(found.trigger.settings) : null;
  const named = { name: settings?.secret ?? "", folder: found?.folder ?? "" };
  // A stranger is told nothing of a secret that this server cannot read: the log is.
  const secret = await secretFor(database.queries, await secrets(), named).catch((error: unknown) => {
    if (!(error instanceof SecretBoxProblem)) throw error;
    onProblem(error);
    return null;
  });
  const isRight = hasProof(secret ?? NO_SECRET, settings?.proof ?? "signature", proof);
  if (isRight && secret !== null && settings !== null) return settings;
  await transact(database, async (tx) => {
    for (const key of keys) await countTry(tx, key, WITHIN_MS);
  });
  return refuse(
    "not-signed-in",
    "There is no webhook of this name that takes this: the signature or the token is missing or wrong.",
    {
      kept: "Nothing was kept of the event.",
      todo: "Send the header X-Hub-Signature-256, or Authorization with a bearer token, as the webhook wants it.",
    },
  );
}

function hasProof(secret: string, wanted: NonNullable<WebhookSettings["proof"]>, proof: ShownProof): boolean {
  const { signature, authorization, body } = proof;
  if (wanted === "token") {
    const [, token = ""] = /^Bearer +(\S.*)$/i.exec(authorization ?? "") ?? [];
    return isSame(token, secret);
  }
  const hex = createHmac("sha256", secret).update(body).digest("hex");
  return isSame((signature ?? "").toLowerCase(), `sha256=${hex}`);
}

/** Compares digests, so that neither the time nor the length tells anything. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function keyOf(...words: readonly string[]): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(["webhook", ...words]))
    .digest();
}
