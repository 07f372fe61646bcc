import { randomBytes } from "node:crypto";
import type { Queries } from "#platform/database/db.ts";
import { deleteRecoveryCode, replaceRecoveryCodes } from "#repos/people/second-factor-rows.ts";
import { tokenDigest } from "../random-token.ts";

const CODES = 10;
/** 80 bits: too many to be guessed from a digest, and few enough to be typed. */
const CHARACTERS = 16;
/** 32 characters that are not taken for each other. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** Gives a person new recovery codes instead of those that they had. What it gives is stored nowhere. */
export async function makeRecoveryCodes(tx: Queries, personId: number): Promise<readonly string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  await replaceRecoveryCodes(
    tx,
    personId,
    codes.map((code) => digestOf(personId, code)),
  );
  return codes.map((code) => (code.match(/.{4}/g) ?? []).join("-"));
}

/** Uses up a recovery code. Gives false where the person has no such code. */
export async function spendRecoveryCode(tx: Queries, personId: number, typed: string): Promise<boolean> {
  return deleteRecoveryCode(tx, personId, digestOf(personId, plainCode(typed)));
}

/** Whether a text has the form of a recovery code, with or without its dashes. */
export function isRecoveryCode(text: string): boolean {
  const plain = plainCode(text);
  return plain.length === CHARACTERS && [...plain].every((each) => ALPHABET.includes(each));
}

function plainCode(typed: string): string {
  return typed.toLowerCase().replace(/[\s-]/g, "");
}

function newCode(): string {
  return [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** The person is in it, so that digests of several people tell nothing about each other. */
function digestOf(personId: number, code: string): Buffer {
  return tokenDigest(`recovery code ${personId} ${code}`);
}
