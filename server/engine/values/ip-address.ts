import ipaddr from "ipaddr.js";

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** The longest address has 45 characters; parsing something huge would be work for nothing. */
const MAX_LENGTH = 45;

/**
 * The one spelling of an address: IPv4 as four decimal numbers, IPv6 as RFC 5952 writes it (lower case, no leading
 * zeros, the longest run of zero groups as `::`). Null where `text` is no address.
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
 * Reads an address strictly. A zone (`fe80::1%eth0`) belongs to one machine, a prefix length (`/24`) to a network:
 * neither is part of an address. Leading zeros and other bases in IPv4 are refused, since programs do not agree on what
 * they mean. Null where `text` is no address.
 */
export function parseIpAddress(text: string): IpAddress | null {
  if (text.length > MAX_LENGTH || text.includes("%")) return null;
  if (!text.includes(":")) return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : null;
  const groups = text.includes(".") ? withHexGroups(text) : text;
  return groups !== null && ipaddr.IPv6.isValid(groups) ? ipaddr.IPv6.parse(groups) : null;
}

/** `::1.2.3.4` as `::102:304`: ipaddr.js would take it for `::ffff:1.2.3.4`, which is another address. */
function withHexGroups(text: string): string | null {
  const at = text.lastIndexOf(":") + 1;
  const dotted = text.slice(at);
  if (!ipaddr.IPv4.isValidFourPartDecimal(dotted)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(dotted).octets;
  return `${text.slice(0, at)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
