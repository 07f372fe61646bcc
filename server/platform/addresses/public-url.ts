import { readEnv } from "../env.ts";
import { isSafeForPasswords } from "../loopback.ts";

let known: string | null = null;

/** The public address of the web, without a slash at the end. */
export function publicUrl(): string {
  known ??= readEnv().url.replace(/\/+$/, "");
  return known;
}

/** Where people sign in: the public address if it is encrypted or this machine's, else this machine's own. */
export function signInUrl(): string {
  return isSafeForPasswords(publicUrl()) ? publicUrl() : `http://127.0.0.1:${readEnv().port}`;
}

/** Where an identity provider sends browsers back to. It is registered there, exactly so. */
export function providerCallbackUrl(): string {
  return `${signInUrl()}/api/oidc/callback`;
}
