import { BlockList, isIP, isIPv6 } from "node:net";

/** Networks that are not the public internet: RFC 6890 and its registries, multicast, and what maps into IPv4. */
const PRIVATE_V4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];
const PRIVATE_V6 = [
  "::/96",
  "::ffff:0:0:0/96",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001::/23",
  "2001:db8::/32",
  "2002::/16",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
];

export type AllowedAddresses = {
  /** Whether requests may go to this name whatever its address is. */
  readonly isHostAllowed: (host: string) => boolean;
  readonly isAllowed: (address: string) => boolean;
};

/**
 * Where requests may go: to every public address, and to what an operator named.
 *
 * @param words host names, addresses and networks (`10.0.0.0/8`).
 * @throws Error in plain words where one of them is none of these.
 */
export function allowedAddresses(words: readonly string[]): AllowedAddresses {
  const isPrivate = new BlockList();
  for (const network of [...PRIVATE_V4, ...PRIVATE_V6]) addNetwork(isPrivate, network);
  const named = new BlockList();
  const hosts = new Set<string>();
  for (const word of words) {
    if (isIP(word.split("/")[0] ?? "") !== 0) addNetwork(named, word);
    else if (/^[A-Za-z0-9._-]+$/.test(word)) hosts.add(word.toLowerCase());
    else
      throw new Error(`SIGNALBOX_HTTP_ALLOW: "${word}" is no host, address or network such as 10.0.0.0/8.`);
  }
  return {
    isHostAllowed: (host) => hosts.has(host.toLowerCase()),
    isAllowed: (address) => {
      const plain = unmapped(address);
      const family = isIPv6(plain) ? "ipv6" : "ipv4";
      return named.check(plain, family) || !isPrivate.check(plain, family);
    },
  };
}

function addNetwork(list: BlockList, word: string): void {
  const [address = "", bits] = word.split("/");
  const family = isIPv6(address) ? "ipv6" : "ipv4";
  const most = family === "ipv6" ? 128 : 32;
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (!(prefix <= most))
    throw new Error(`SIGNALBOX_HTTP_ALLOW: "${word}" is no network: its length is from 0 to ${most}.`);
  list.addSubnet(address, prefix, family);
}

/** `::ffff:10.0.0.1`, in either spelling, is 10.0.0.1. */
function unmapped(address: string): string {
  const dotted = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dotted !== undefined) return dotted;
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join(".");
}
