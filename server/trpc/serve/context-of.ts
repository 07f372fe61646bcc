import { PERSON_HEADER, REQUEST_ID_HEADER } from "#contract/requests.ts";
import { currentPeer, type Peer } from "#platform/addresses/peer.ts";
import type { Browser } from "#services/people/sessions.ts";
import type { Actor } from "#services/rights/actor.ts";
import { auditRefusal } from "../audited.ts";
import type { Context } from "../init.ts";
import { refusalOf, transportError } from "../refusals.ts";
import { authenticate, hasSession, isEncrypted, personOf } from "./authenticate.ts";
import {
  begunCookieLine,
  type CookieNames,
  cookieLines,
  cookieNamesOf,
  cookieOf,
  passkeyCookieLine,
  pendingCookieLine,
} from "./cookies.ts";
import { webProcess } from "./web-process.ts";

/**
 * The context that procedures get with a call.
 *
 * @param answer the headers of the answer.
 * @throws TRPCError where the request is not answered at all.
 */
export async function contextOf(headers: Headers, answer: Headers): Promise<Context> {
  return contextWith(headers, answer, authenticate);
}

/** The context for the first queries of a page. A page changes nothing, so a link from elsewhere may lead to it. */
export async function contextOfPage(headers: Headers): Promise<Context> {
  return contextWith(headers, new Headers(), personOf);
}

async function contextWith(headers: Headers, answer: Headers, find: typeof authenticate): Promise<Context> {
  const { database, feeds, warnings, refusedCalls, secrets, provider, httpAllow } = webProcess();
  const peer = currentPeer();
  const actor = () => find(database, headers, peer);
  try {
    return {
      database,
      feeds,
      warnings,
      refusedCalls,
      secrets,
      httpAllow,
      requestId: headers.get(REQUEST_ID_HEADER),
      openedBy: headers.get(PERSON_HEADER),
      actor: await actor(),
      actorNow: actor,
      browser: browserOf(headers, peer),
      sendSession: (session) => sendCookies(headers, answer, peer, (names) => cookieLines(names, session)),
      pendingToken: tokenOf(headers, peer, ({ pending }) => pending),
      sendPendingToken: (token) =>
        sendCookies(headers, answer, peer, (names) => [pendingCookieLine(names, token)]),
      passkeyToken: tokenOf(headers, peer, ({ passkey }) => passkey),
      sendPasskeyToken: (token) =>
        sendCookies(headers, answer, peer, (names) => [passkeyCookieLine(names, token)]),
      provider,
      sendBegunSignIn: (text) =>
        sendCookies(headers, answer, peer, (names) => [begunCookieLine(names, text)]),
      host: headers.get("host") ?? "",
    };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    // Somebody showed a token that is none, or a page of another site asked.
    const asking = { actor: null, browser: browserOf(headers, peer) };
    if (refusal.code === "not-signed-in")
      await auditRefusal(refusedCalls, asking, "signIn.byToken", refusal, null);
    throw transportError(refusal, error);
  }
}

/** The person of a page's request; null for nobody. Without a cookie the database is not asked. */
export async function personOfPage(headers: Headers): Promise<Actor | null> {
  const peer = currentPeer();
  return hasSession(headers, peer) ? personOf(webProcess().database, headers, peer) : null;
}

/** The sign-in page, as this browser reaches it; it leads back to `to`. */
export function signInAddress(headers: Headers, to: string): URL {
  const isSecure = cookieNamesOf(headers, isEncrypted(currentPeer()))?.isSecure === true;
  const address = new URL("/sign-in", `${isSecure ? "https" : "http"}://${headers.get("host") ?? ""}`);
  if (to !== "/") address.searchParams.set("to", to);
  return address;
}

/** The browser or program that sent a request, as it says, and its address. */
export function browserOf(headers: Headers, peer: Peer | null): Browser {
  const names = cookieNamesOf(headers, isEncrypted(peer));
  const device = names === null ? null : cookieOf(headers, names.device);
  return {
    device: headers.get("user-agent") ?? "",
    address: peer?.by === "network" ? peer.address : "",
    deviceToken: device === "" ? null : device,
  };
}

function tokenOf(headers: Headers, peer: Peer | null, nameIn: (names: CookieNames) => string): string | null {
  const names = cookieNamesOf(headers, isEncrypted(peer));
  return names === null ? null : cookieOf(headers, nameIn(names)) || null;
}

function sendCookies(
  headers: Headers,
  answer: Headers,
  peer: Peer | null,
  linesFor: (names: CookieNames) => readonly string[],
): void {
  const names = cookieNamesOf(headers, isEncrypted(peer));
  if (names === null) throw new Error("Somebody was signed in at an address where nobody may be.");
  for (const line of linesFor(names)) answer.append("set-cookie", line);
}
