import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { AllowedAddresses } from "./allowed-addresses.ts";
import { ServerProblem, serverProblem } from "./server-problem.ts";

/**
 * The address of a host to which connections may go, as requests may. The name is looked up once: whoever connects uses
 * this address.
 *
 * @throws ServerProblem
 */
export async function checkedHost(host: string, allowed: AllowedAddresses): Promise<string> {
  const found = isIP(host) === 0 ? await lookedUp(host) : [host];
  const good = allowed.isHostAllowed(host) ? found : found.filter((address) => allowed.isAllowed(address));
  const [first] = good;
  if (first === undefined)
    throw new ServerProblem(
      `${host} is a private address: connections go there only where SIGNALBOX_HTTP_ALLOW names it`,
    );
  return first;
}

async function lookedUp(host: string): Promise<readonly string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw serverProblem(error, "");
  }
}
