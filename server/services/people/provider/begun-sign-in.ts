import { type SecretBox, SecretBoxProblem } from "#platform/secrets/secret-box.ts";
import type { ProviderChecks } from "./identity-provider.ts";

/** A sign-in that was begun in a browser, which keeps it, encrypted, in a cookie. */
export type BegunSignIn = {
  readonly checks: ProviderChecks;
  /** The page that somebody wanted to see. */
  readonly to: string;
  /** The person who links their account; null: somebody signs in. */
  readonly linkTo: number | null;
};

export const BEGUN_LIFE_MS: number = 10 * 60_000;
const BOX = "a sign-in that was begun with the identity provider";

/** The text of the cookie. */
export function sealBegunSignIn(box: SecretBox, begun: BegunSignIn, nowMs: number): string {
  return box.seal(BOX, JSON.stringify({ ...begun, until: nowMs + BEGUN_LIFE_MS })).toString("base64url");
}

/** What a cookie says; null where this server did not make it, or too long ago. */
export function openBegunSignIn(box: SecretBox, text: string, nowMs: number): BegunSignIn | null {
  try {
    const { until, ...begun } = JSON.parse(box.open(BOX, Buffer.from(text, "base64url")));
    return nowMs < until ? begun : null;
  } catch (error) {
    if (error instanceof SecretBoxProblem) return null;
    throw error;
  }
}
