import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** A token that nobody can guess, and its digest, which is all that is stored of it. */
export function randomToken(prefix = ""): { readonly token: string; readonly digest: Buffer } {
  const token = `${prefix}${randomBytes(TOKEN_BYTES).toString("base64url")}`;
  return { token, digest: tokenDigest(token) };
}

/** By SHA-256: a token has too many bits to be guessed from it. Passwords have not: see `hashPassword`. */
export function tokenDigest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
