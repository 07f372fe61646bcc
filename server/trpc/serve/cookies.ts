import { publicUrl } from "#platform/addresses/public-url.ts";
import { isLoopbackName } from "#platform/loopback.ts";
import { MAX_SESSION_MS, type NewSession } from "#services/people/sessions.ts";

const YEAR_S = 365 * 24 * 3_600;
/**
 * Longer than a session is kept that nobody uses: the server says when one is over, and the cookie of somebody who works
 * every day must not end in the middle.
 */
const SESSION_S = MAX_SESSION_MS / 1_000;
const PENDING_S = 5 * 60;
const BEGUN_S = 10 * 60;
const PASSKEY_S = 10 * 60;

/** The names of the cookies under which a host keeps a session, and whether they are sent encrypted only. */
export type CookieNames = {
  readonly session: string;
  readonly device: string;
  /** Of a sign-in that waits for its second factor. */
  readonly pending: string;
  /** Of a sign-in that was begun with the identity provider. */
  readonly begun: string;
  /** Of a challenge for a passkey. */
  readonly passkey: string;
  readonly isSecure: boolean;
};

/**
 * The cookies of a request's host. On https a name with `__Host-` can be set by no other host and over no other
 * connection. All ports of this machine share their cookies, so there the port is in the name.
 *
 * @returns null for a host where passwords would go over the network in clear: nobody can be signed in there.
 */
export function cookieNamesOf(headers: Headers, isEncrypted: boolean): CookieNames | null {
  const host = headers.get("host") ?? "";
  const { hostname, port } = URL.canParse(`http://${host}`)
    ? new URL(`http://${host}`)
    : { hostname: "", port: "" };
  const isPublic = new URL(publicUrl()).hostname === hostname && publicUrl().startsWith("https:");
  if (isEncrypted || (isPublic && !isLoopbackName(hostname)))
    return namesWith((word) => `__Host-signalbox${word}`, true);
  if (!isLoopbackName(hostname)) return null;
  const suffix = port === "" ? "80" : port;
  return namesWith((word) => `signalbox${word}-${suffix}`, false);
}

function namesWith(nameOf: (word: string) => string, isSecure: boolean): CookieNames {
  return {
    session: nameOf(""),
    device: nameOf("-device"),
    pending: nameOf("-pending"),
    begun: nameOf("-begun"),
    passkey: nameOf("-passkey"),
    isSecure,
  };
}

/** The value of a cookie of a request; null where it has none. */
export function cookieOf(headers: Headers, name: string): string | null {
  for (const each of (headers.get("cookie") ?? "").split(";")) {
    const [found = "", ...value] = each.split("=");
    if (found.trim() === name) return value.join("=").trim();
  }
  return null;
}

/** The `Set-Cookie` lines for a session that begins, which also ends the waiting for it; with null, for one that ends. */
export function cookieLines(names: CookieNames, session: NewSession | null): readonly string[] {
  const rest = attributesOf(names);
  if (session === null) return [`${names.session}=; Max-Age=0; ${rest}`];
  return [
    `${names.session}=${session.token}; Max-Age=${SESSION_S}; ${rest}`,
    `${names.device}=${session.deviceToken}; Max-Age=${YEAR_S}; ${rest}`,
    `${names.pending}=; Max-Age=0; ${rest}`,
  ];
}

/** The `Set-Cookie` line for a sign-in that waits for its second factor. */
export function pendingCookieLine(names: CookieNames, token: string): string {
  return `${names.pending}=${token}; Max-Age=${PENDING_S}; ${attributesOf(names)}`;
}

/** The `Set-Cookie` line for a browser that was given a challenge for a passkey. */
export function passkeyCookieLine(names: CookieNames, token: string): string {
  return `${names.passkey}=${token}; Max-Age=${PASSKEY_S}; ${attributesOf(names)}`;
}

/** The `Set-Cookie` line for a sign-in that was begun with the identity provider; with null, for its end. */
export function begunCookieLine(names: CookieNames, text: string | null): string {
  const age = text === null ? 0 : BEGUN_S;
  return `${names.begun}=${text ?? ""}; Max-Age=${age}; ${attributesOf(names)}`;
}

/** Lax: a link in a mail leads to a page, and no other site can send anything in this person's name. */
function attributesOf({ isSecure }: CookieNames): string {
  return `Path=/; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}
