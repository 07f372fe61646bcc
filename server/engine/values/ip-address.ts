const OCTET = /^(?:0|[1-9][0-9]{0,2})$/;
const GROUP = /^[0-9A-Fa-f]{1,4}$/;

/**
 * The one spelling of an address: IPv4 as four decimal numbers, IPv6 as RFC 5952 writes it (lower case, no leading
 * zeros, the longest run of zero groups as `::`). Null where `text` is no address. A zone (`fe80::1%eth0`) belongs to
 * one machine, a prefix length (`/24`) to a network: neither is part of an address. Leading zeros in IPv4 are refused,
 * since some programs read them as octal.
 */
export function normalIpAddress(text: string): string | null {
  if (!text.includes(":")) return ipv4Octets(text)?.join(".") ?? null;
  const groups = ipv6Groups(text);
  return groups === null ? null : ipv6Text(groups);
}

function ipv4Octets(text: string): readonly number[] | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part))) return null;
  const octets = parts.map(Number);
  return octets.every((octet) => octet <= 255) ? octets : null;
}

function ipv6Groups(text: string): readonly number[] | null {
  // The longest address has 45 characters; splitting something huge would be work for nothing.
  if (text.length > 45) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [before, after] = halves.map((half, place) => groupsOf(half, place === halves.length - 1));
  if (before === null || before === undefined || after === null) return null;
  if (after === undefined) return before.length === 8 ? before : null;
  // `::` stands for at least one group.
  const missing = 8 - before.length - after.length;
  return missing < 1 ? null : [...before, ...Array<number>(missing).fill(0), ...after];
}

/** The groups of one side of `::`; only the last side may end with an IPv4 address. */
function groupsOf(half: string, isLast: boolean): readonly number[] | null {
  if (half === "") return [];
  const parts = half.split(":");
  const groups: number[] = [];
  for (const [place, part] of parts.entries()) {
    if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const octets = isLast && place === parts.length - 1 ? ipv4Octets(part) : null;
      if (octets === null) return null;
      const [a = 0, b = 0, c = 0, d = 0] = octets;
      groups.push(a * 256 + b, c * 256 + d);
    }
  }
  return groups;
}

function ipv6Text(groups: readonly number[]): string {
  if (isMappedIpv4(groups)) {
    const [high = 0, low = 0] = groups.slice(6);
    return `::ffff:${[high >> 8, high & 255, low >> 8, low & 255].join(".")}`;
  }
  const { from, length } = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  // A single zero group is written out: RFC 5952, 4.2.2.
  if (length < 2) return hex.join(":");
  return `${hex.slice(0, from).join(":")}::${hex.slice(from + length).join(":")}`;
}

function isMappedIpv4(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

function longestZeroRun(groups: readonly number[]): { readonly from: number; readonly length: number } {
  let best = { from: 0, length: 0 };
  let from = 0;
  for (let place = 0; place <= groups.length; place += 1) {
    if (groups[place] === 0) continue;
    if (place - from > best.length) best = { from, length: place - from };
    from = place + 1;
  }
  return best;
}
