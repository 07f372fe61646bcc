import { isIP } from "node:net";
import type { Env } from "../env.ts";

/** Where passkeys are made and used: the host name that they are bound to (RP ID), and the origin of its pages. */
export type PasskeySite = { readonly rpId: string; readonly origin: string };

/** Whether passkeys work at the address at which somebody is. */
export type PasskeyPlace =
  | { readonly works: true; readonly site: PasskeySite }
  /** `text`: why not. `url`: where they do. */
  | { readonly works: false; readonly text: string; readonly url: string };

type Addresses = Pick<Env, "url" | "port" | "tls">;

/**
 * Judges the address at which a browser is. Passkeys work at SIGNALBOX_URL where that is a name with https, and at
 * `localhost` with this server's own port. They are bound to a whole name, so they never work at an IP address.
 *
 * @param host the header `Host` of the request. It only chooses among the addresses that this server is known to have:
 *   another program of this machine, on another port, is none of them.
 */
export function passkeyPlaceOf(host: string, addresses: Addresses): PasskeyPlace {
  const urls = passkeyUrls(addresses);
  const here = urls.find(({ protocol, host: each }) => hostAt(protocol, host) === each);
  if (here !== undefined) return { works: true, site: { rpId: here.hostname, origin: here.origin } };
  const name = hostNameOf(hostAt("http:", host) ?? host);
  const text = isAddress(name)
    ? `Browsers use passkeys only at a host name, and ${name} is an IP address.`
    : `Passkeys do not work at ${host}.`;
  return { works: false, text, url: (urls[0] as URL).origin };
}

/**
 * The host names at which passkeys work here, the best first. Those of `localhost` work only on this server's own machine, and
 * those of a former name nowhere.
 */
export function passkeyNames(addresses: Addresses): readonly string[] {
  return passkeyUrls(addresses).map(({ hostname }) => hostname);
}

/** The best first. The last one is always there. */
function passkeyUrls({ url, port, tls }: Addresses): readonly URL[] {
  const own = new URL(`${tls === undefined ? "http" : "https"}://localhost:${port}`);
  const wanted = new URL(url);
  const isFit =
    !isAddress(wanted.hostname) && (wanted.protocol === "https:" || wanted.hostname === "localhost");
  return isFit ? [wanted, own] : [own];
}

/** Without the port that goes without saying. */
function hostAt(protocol: string, host: string): string | null {
  const text = `${protocol}//${host}`;
  return URL.canParse(text) ? new URL(text).host : null;
}

function hostNameOf(host: string): string {
  return host.replace(/:\d+$/, "");
}

function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, "")) !== 0;
}
