import { randomBytes } from "node:crypto";
import { tokenDigest } from "../random-token.ts";

/** Without vowels, so that no words come out; without characters that are taken for each other. */
const ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const LENGTH = 8;
/** Of a byte's values, those that give each character the same chance. */
const FAIR = 256 - (256 % ALPHABET.length);

/** A code that a person reads at one machine and types at another: `BCDF-GHJK`. About 34 bits, for ten minutes. */
export function newUserCode(): string {
  let code = "";
  while (code.length < LENGTH)
    for (const byte of randomBytes(LENGTH))
      if (byte < FAIR && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** However it is typed: in small letters, without the dash. */
export function userCodeDigest(typed: string): Buffer {
  return tokenDigest(`device code ${typed.toUpperCase().replace(/[^A-Z]/g, "")}`);
}
