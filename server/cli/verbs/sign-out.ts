import type { Command } from "commander";
import { webAddress } from "../command/address.ts";
import { openClient } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { problemOf } from "../command/problem-of.ts";
import { forgetToken, storedToken } from "../command/stored-tokens.ts";

type Options = JsonOption & { readonly server?: string };

/** `sign-out`: ends the token of this command line at a server, and forgets it. */
export function addSignOut(program: Command, context: CommandContext): void {
  defineVerb(
    program,
    "sign-out",
    "end the token that sign-in --server has stored",
    "sign-out --server https://signalbox.example",
  )
    .option("--server <url>", "the server; otherwise that of SIGNALBOX_URL")
    .action(async ({ server, ...options }: Options) => {
      const { env } = context.terminal;
      const text = server ?? env.SIGNALBOX_URL;
      if (!text) throw badUsage("Say which server: --server, or SIGNALBOX_URL.");
      const url = webAddress(text);
      const token = storedToken(env, url);
      if (token === null) throw badUsage(`This command line is not signed in at ${url}.`);
      const client = openClient({ by: "url", url, token }, context.requestIds);
      // A token that the server does not know any more, or cannot end now, is forgotten here in any case.
      const problem = await client.tokens.revokeOwn.mutate({}).then(
        () => null,
        (error: unknown) => problemOf(error, url, context.requestIds.id),
      );
      forgetToken(env, url);
      context.give(options, { server: url, isRevoked: problem === null }, () => `Signed out at ${url}.\n`);
      if (problem !== null)
        context.say(
          `The server did not end the token (${problem.message}). If it still knows it, revoke it there: Settings, Tokens.`,
        );
    });
}
