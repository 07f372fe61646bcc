import ipaddr from "ipaddr.js";

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** The longest address has 45 characters, so longer text need not be parsed. */
const MAX_LENGTH = 45;

/**
 * The normal form of an IP address: IPv4 as four decimal numbers, IPv6 as in RFC 5952 (lower case, no leading zeros, the
 * longest run of zero groups as `::`). Null if `text` is not an address.
 */
export function normalIpAddress(text: string): string | null {
  const address = parseIpAddress(text);
  if (address === null) return null;
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.isIPv4MappedAddress()
    ? `::ffff:${address.toIPv4Address().toString()}`
    : address.toRFC5952String();
}

/**
 * Parses an IP address strictly; null if `text` is not one. A zone (`fe80::1%eth0`) and a prefix length (`/24`) are
 * refused, because they are not part of an address. Leading zeros and other bases in IPv4 are refused, because programs
 * do not agree on their meaning.
 */
export function parseIpAddress(text: string): IpAddress | null {
  if (text.length > MAX_LENGTH || text.includes("%")) return null;
  if (!text.includes(":")) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null;
  const groups = text.includes(".") ? withHexGroups(text) : text;
  return groups !== null && ipaddr.IPv6.isValid(groups) ? ipaddr.IPv6.parse(groups) : null;
}

/** Writes `::1.2.3.4` as `::102:304`, because ipaddr.js would read it as `::ffff:1.2.3.4`, a different address. */
function withHexGroups(text: string): string | null {
  const at = text.lastIndexOf(":") + 1;
  const dotted = text.slice(at);
  if (!ipaddr.IPv4.isValidFourPartDecimal(dotted)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(dotted).octets;
  return `${text.slice(0, at)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
