import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import ipaddr from "ipaddr.js";
import type { Peer } from "#platform/addresses/peer.ts";
import { isLoopbackAddress } from "#platform/loopback.ts";

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** The addresses of proxies that the operator trusts. */
export class TrustedProxies {
  private readonly networks: readonly Network[];

  /** @param texts addresses and networks: `10.0.0.7`, `10.1.0.0/16`. Each must be valid: see `isNetwork`. */
  constructor(texts: readonly string[]) {
    this.networks = texts.map(networkOf);
  }

  get isEmpty(): boolean {
    return this.networks.length === 0;
  }

  has(address: string): boolean {
    const parsed = ipaddr.process(address);
    return this.networks.some((network) => parsed.kind() === network[0].kind() && parsed.match([...network]));
  }
}

/**
 * Who sent a request. What a trusted proxy says of its client is believed; the same headers of anybody else are not.
 *
 * @returns null where the connection comes neither from this machine nor from a trusted proxy, and only those may.
 */
export function peerOf(
  request: Pick<IncomingMessage, "headers" | "socket">,
  proxies: TrustedProxies,
): Peer | null {
  const remote = plainAddress(request.socket.remoteAddress ?? "");
  const isTls = (request.socket as TLSSocket).encrypted === true;
  if (remote === "" || !proxies.has(remote)) {
    if (!isTls && !isLoopbackAddress(remote)) return null;
    return { by: "network", address: remote, isEncrypted: isTls };
  }
  const isEncrypted = isTls || headerOf(request.headers["x-forwarded-proto"]) === "https";
  return {
    by: "network",
    address: forwardedFor(request.headers["x-forwarded-for"], remote, proxies),
    isEncrypted,
  };
}

/** The last address that no trusted proxy has: those before it are what a client may have made up. */
function forwardedFor(
  header: string | string[] | undefined,
  remote: string,
  proxies: TrustedProxies,
): string {
  const named = headerOf(header)
    .split(",")
    .map((each) => each.trim());
  for (const address of named.reverse()) {
    if (!ipaddr.isValid(address)) return remote;
    const plain = plainAddress(address);
    if (!proxies.has(plain)) return plain;
  }
  return remote;
}

function headerOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();
}

/** An IPv4 address that came over IPv6 is that IPv4 address. */
function plainAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : "";
}

function networkOf(text: string): Network {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
