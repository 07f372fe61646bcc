import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** So many hex digits of a SHA-256 tell versions of one text apart: 64 bits. */
const DIGITS = 16;

/** Says in a few letters which text something was made of. Short, and no proof against somebody who wants two of the same. */
export function textDigest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, DIGITS);
}
