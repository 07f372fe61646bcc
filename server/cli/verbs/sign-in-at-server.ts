import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { BegunDevice, PolledDevice } from "#contract/people/device.ts";
import type { Act } from "#engine/rights/acts.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { refuseClear, webAddress } from "../command/address.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { CommandProblem } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { isPassing } from "../command/problem-of.ts";
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
  const client = context.serverAt(url, { origin: new URL(url).origin });
  const begun = await client.devices.begin.mutate({ host: hostname().slice(0, 100), acts: [...may] });
  context.say(`Open ${begun.url} in a browser, and type this code:\n\n  ${begun.code}\n`);
  context.say("Waiting for somebody to decide there …");
  const polled = await pollUntilDecided(() => client.devices.poll.mutate({ token: begun.token }), begun);
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

/** How a command line waits. `now` goes on while the machine sleeps. A test has others. */
type Waiting = { readonly wait: (ms: number) => Promise<unknown>; readonly now: () => number };

/**
 * Asks until somebody decided. A server that does not answer meanwhile, as one that begins again, is asked again until the
 * request is over.
 *
 * @param poll asks once.
 * @throws what the last question threw, and CommandProblem where the answer with the token may have been lost.
 */
export async function pollUntilDecided(
  poll: () => Promise<PolledDevice>,
  { intervalMs, lifeMs }: Pick<BegunDevice, "intervalMs" | "lifeMs">,
  { wait, now }: Waiting = { wait: sleep, now: Date.now },
): Promise<Decided> {
  const end = now() + lifeMs;
  let waitMs = intervalMs;
  let isUnsure = false;
  for (;;) {
    await wait(waitMs);
    let polled: PolledDevice;
    try {
      polled = await poll();
    } catch (error) {
      if (!isPassing(error) || now() >= end) throw error;
      isUnsure = true;
      continue;
    }
    if (polled.state === "over" && isUnsure && now() < end)
      throw new CommandProblem(EXIT_CODE.unreachable, {
        code: "outcome-unknown",
        text: "The connection broke before an answer came, and the request is not there any more.",
        todo: "Sign in again. If a token was made, nobody has it: revoke it under Settings, Tokens.",
      });
    if (polled.state === "allowed" || polled.state === "denied" || polled.state === "over") return polled;
    // Nobody has decided yet: no answer before this one had a token.
    isUnsure = false;
    if (polled.state === "slow down") waitMs += intervalMs;
  }
}
