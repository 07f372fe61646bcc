import ipaddr from "ipaddr.js";
import { type IpAddress, parseIpAddress } from "#engine/addresses/ip-address.ts";

type Network = [IpAddress, number];

/** The name that ipaddr.js has for ranges of the public internet. */
const PUBLIC_RANGES: ReadonlySet<string> = new Set(["unicast", "as112", "amt"]);

/** Networks that are not public, and that ipaddr.js does not list among its special ranges. */
const MORE_PRIVATE: readonly Network[] = [
  "::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2002::/16",
  "fec0::/10",
].map((network) => ipaddr.parseCIDR(network));

export type AllowedAddresses = {
  /** Whether requests may go to this host name, whatever its address is. */
  readonly isHostAllowed: (host: string) => boolean;
  /** An address that is not in its usual spelling is not allowed. */
  readonly isAllowed: (address: string) => boolean;
};

/**
 * Says where requests may go: to every public address, and to those that an operator allowed.
 *
 * @param words host names, addresses and networks (`10.0.0.0/8`).
 * @throws Error where a word is none of these; the message is for a person.
 */
export function allowedAddresses(words: readonly string[]): AllowedAddresses {
  const named: Network[] = [];
  const hosts = new Set<string>();
  for (const word of words) {
    const address = parsed(word.split("/")[0] ?? "");
    if (address !== null) named.push(networkOf(address, word));
    else if (/^[A-Za-z0-9._-]+$/.test(word)) hosts.add(word.toLowerCase());
    else
      throw new Error(`SIGNALBOX_HTTP_ALLOW: "${word}" is no host, address or network such as 10.0.0.0/8.`);
  }
  return {
    isHostAllowed: (host) => hosts.has(host.toLowerCase()),
    isAllowed: (text) => {
      const address = parsed(text);
      if (address === null) return false;
      return isInOneOf(address, named) || !isPrivate(address);
    },
  };
}

/** Turns `::ffff:10.0.0.1`, in any spelling, into 10.0.0.1. */
function parsed(text: string): IpAddress | null {
  const address = parseIpAddress(text);
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function isPrivate(address: IpAddress): boolean {
  return !PUBLIC_RANGES.has(address.range()) || isInOneOf(address, MORE_PRIVATE);
}

function isInOneOf(address: IpAddress, networks: readonly Network[]): boolean {
  return networks.some(
    ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
  );
}

function networkOf(address: IpAddress, word: string): Network {
  const [, bits] = word.split("/");
  const max = address.kind() === "ipv6" ? 128 : 32;
  const length = bits === undefined ? max : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (!(length <= max))
    throw new Error(`SIGNALBOX_HTTP_ALLOW: "${word}" is no network: its length is from 0 to ${max}.`);
  return [address, length];
}
