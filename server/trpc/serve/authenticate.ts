import type { Peer } from "#platform/addresses/peer.ts";
import { bearerToken } from "#platform/bearer-token.ts";
import type { Database } from "#platform/database/db.ts";
import { actorOfToken } from "#services/people/api-tokens.ts";
import { actorOfSession } from "#services/people/sessions.ts";
import { refuse } from "#services/refusals/refused.ts";
import { type Actor, COMMAND_LINE } from "#services/rights/actor.ts";
import { cookieNamesOf, cookieOf } from "./cookies.ts";

/**
 * Who makes this request: the user of this machine at the socket, a program with its token, or a person whose browser
 * has the cookie of their session; null for nobody.
 *
 * @throws Refused `not-signed-in` for a token that is none (any more), and for a request that a page of another site
 *   may have made the browser send.
 */
export async function authenticate(
  { queries }: Database,
  headers: Headers,
  peer: Peer | null,
): Promise<Actor | null> {
  if (peer?.by === "socket") return COMMAND_LINE;
  const token = bearerToken(headers.get("authorization"));
  if (token !== null) {
    const program = await actorOfToken(queries, token);
    if (program !== null) return program;
    return refuse(
      "not-signed-in",
      "This token is not known here: it was revoked, is over, or is of another server.",
      {
        todo: "Make another one: `npx signalbox token create` on the server's machine, or Settings, Tokens.",
      },
    );
  }
  if (cookieNamesOf(headers, isEncrypted(peer)) === null)
    return refuse(
      "not-signed-in",
      "Nobody can sign in at this address: what is sent to it is not encrypted.",
      {
        todo: "Use https, or this machine's own address. docs/security.md says how.",
      },
    );
  if (!isOurOwnPage(headers))
    return refuse("not-signed-in", "Only this server's own pages, or a program with a token, are answered.", {
      todo: "Set SIGNALBOX_TOKEN, or send the header `Authorization: Bearer TOKEN`. Settings, Tokens makes one.",
    });
  return personOf({ queries }, headers, peer);
}

/** The person whose session the browser has. For pages: whoever follows a link from elsewhere is still the same person. */
export async function personOf(
  { queries }: Pick<Database, "queries">,
  headers: Headers,
  peer: Peer | null,
): Promise<Actor | null> {
  const token = sessionTokenOf(headers, peer);
  return token === null ? null : actorOfSession(queries, token);
}

/** Whether a browser has a session at all, over or not. */
export function hasSession(headers: Headers, peer: Peer | null): boolean {
  return sessionTokenOf(headers, peer) !== null;
}

function sessionTokenOf(headers: Headers, peer: Peer | null): string | null {
  const names = cookieNamesOf(headers, isEncrypted(peer));
  return names === null ? null : cookieOf(headers, names.session) || null;
}

export function isEncrypted(peer: Peer | null): boolean {
  return peer?.by === "network" && peer.isEncrypted;
}

/** Browsers set `Sec-Fetch-Site` themselves, and no page can change it. Older browsers send `Origin` with a POST. */
function isOurOwnPage(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null)
    return site === "same-origin" || (site === "none" && headers.get("sec-fetch-mode") === "navigate");
  const origin = headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get("host");
}
