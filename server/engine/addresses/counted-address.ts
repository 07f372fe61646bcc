import ipaddr from "ipaddr.js";
import { parseIpAddress } from "./ip-address.ts";

/** The first half of an IPv6 address: a home or a machine has all addresses that begin with it. */
const NETWORK_GROUPS = 4;

/**
 * What stands for an address where tries are counted: of IPv6 the first 64 bits, as whoever has one address has all of
 * its network. An IPv4 address stands for itself, also where it is written as IPv6. So does what is no address.
 */
export function countedAddress(text: string): string {
  const [plain = ""] = text.split("%");
  const address = parseIpAddress(plain);
  if (!(address instanceof ipaddr.IPv6)) return text;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().toString();
  const network = address.parts.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(":")}::/64`;
}
