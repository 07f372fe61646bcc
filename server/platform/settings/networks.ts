import { isIP } from "node:net";

/** Whether a word is an address, or a network such as `10.1.0.0/16`. */
export function isNetwork(word: string): boolean {
  const [address = "", bits, ...more] = word.split("/");
  const max = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (bits === undefined) return max > 0;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= max;
}

/** Whether a word is a host name, an address or a network to which requests of graphs may be allowed. */
export function isAllowedWord(word: string): boolean {
  const [address = "", bits] = word.split("/");
  if (isIP(address) === 0) return /^[A-Za-z0-9._-]+$/.test(word);
  // The zone of `fe80::1%eth0` names an interface of one machine.
  if (address.includes("%")) return false;
  // `::ffff:10.0.0.7` is the address 10.0.0.7.
  const isMapped = address.includes(":") && new URL(`http://[${address}]`).hostname.startsWith("[::ffff:");
  return isNetwork(word) && (!isMapped || Number(bits ?? 0) <= 32);
}

/** The words of a list that commas or spaces separate. */
export function wordsOf(text: string): string[] {
  return text.split(/[,\s]+/).filter((word) => word !== "");
}
