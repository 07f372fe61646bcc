import { createHash, timingSafeEqual } from "node:crypto";
import { refuse } from "#services/pipeline-session/refused.ts";

/** Without sign-in, all people who can open the page count as one person. */
const PERSON = "local operator";
const COMMAND_LINE = "command line";

/**
 * The person who makes this request: the holder of the token, which only this user can read, or a browser that says
 * that one of the product's own pages made the request. The server listens on this machine only, so no other browser
 * can reach it.
 *
 * @throws Refused `not-signed-in` for all other requests: from a page of another site, from an HTTP client without a
 *   token, or with a wrong token.
 */
export function authenticate(headers: Headers, token: string | null): string {
  const shown = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
  if (shown !== undefined) {
    if (token !== null && isSame(shown, token)) return COMMAND_LINE;
    return refuse("not-signed-in", "The token is not the one of this server.", {
      todo: "Set SIGNALBOX_TOKEN to the token in the file `token` of the server's data directory.",
    });
  }
  if (isOurOwnPage(headers)) return PERSON;
  return refuse("not-signed-in", "Only this server's own pages, or a request with its token, are answered.", {
    todo: "Use the command line, or send the header `Authorization: Bearer <token>`.",
  });
}

/** Browsers set `Sec-Fetch-Site` themselves, and no page can change it. Older browsers send `Origin` with a POST. */
function isOurOwnPage(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null)
    return site === "same-origin" || (site === "none" && headers.get("sec-fetch-mode") === "navigate");
  const origin = headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

/** The values are hashed first, so that the comparison takes the same time for any length. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
