import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { BegunDevice, PolledDevice } from "#contract/people/device.ts";
import type { Act } from "#engine/rights/acts.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { refuseClear, webAddress } from "../command/address.ts";
import { type Client, openClient } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { CommandProblem } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { storeToken, tokenFile } from "../command/stored-tokens.ts";

const PROBLEMS: Readonly<Record<"denied" | "over", string>> = {
  denied: "It was refused on the page.",
  over: "Nobody decided within ten minutes.",
};

/**
 * Gets a token for this command line: a person types a code on the server's page and decides. The token is stored for
 * later calls.
 *
 * @throws CommandProblem where it is refused, nobody decides, or the server cannot be used.
 */
export async function signInAtServer(
  context: CommandContext,
  server: string,
  may: readonly Act[],
  options: JsonOption,
): Promise<void> {
  const { env } = context.terminal;
  const url = webAddress(server);
  refuseClear(url);
  // Without a token and without cookies: the header says that no page of another site makes this call.
  const client = openClient({ by: "url", url, token: null }, context.requestIds, undefined, {
    origin: new URL(url).origin,
  });
  const begun = await client.devices.begin.mutate({ host: hostname().slice(0, 100), acts: [...may] });
  context.say(`Open ${begun.url} in a browser, and type this code:\n\n  ${begun.code}\n`);
  context.say("Waiting for somebody to decide there …");
  const polled = await pollUntilDecided(client, begun);
  if (polled.state !== "allowed")
    throw new CommandProblem(EXIT_CODE.refused, { code: "not-signed-in", text: PROBLEMS[polled.state] });
  storeToken(env, url, polled.token);
  const { acts, folder } = polled;
  context.give(
    options,
    { server: url, acts, folder, file: tokenFile(env) },
    () => `${url}: ${acts.join(", ")} in ${folderText(folder)}\n`,
  );
  context.say(
    `Signed in. Calls with SIGNALBOX_URL=${url} use the token that is stored in ${tokenFile(env)}.`,
  );
}

type Decided = Exclude<PolledDevice, { readonly state: "waiting" | "slow down" }>;

async function pollUntilDecided(client: Client, { token, intervalMs }: BegunDevice): Promise<Decided> {
  let waitMs = intervalMs;
  for (;;) {
    await sleep(waitMs);
    const polled = await client.devices.poll.mutate({ token });
    if (polled.state === "slow down") waitMs += intervalMs;
    if (polled.state === "allowed" || polled.state === "denied" || polled.state === "over") return polled;
  }
}
