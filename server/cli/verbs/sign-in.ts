import type { Command } from "commander";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { actsIn } from "../input/acts-in.ts";
import { signInAtServer } from "./sign-in-at-server.ts";

type Options = JsonOption & { readonly server?: string; readonly may: readonly Act[] };

/** `sign-in`: a link that signs a person in once; with `--server`, a token for this command line. */
export function addSignIn(program: Command, context: CommandContext): void {
  defineVerb(
    program,
    "sign-in",
    "print a link that signs you in once, in a browser; or with --server, sign this command line in there",
    "sign-in --server https://signalbox.example",
  )
    .argument("[person]", "an email or a name, for a link; needed where there are several people")
    .option("--server <url>", "sign this command line in at a server on another machine")
    .option(
      "--may <acts>",
      `with --server: what it asks for, with commas: ${ACTS.join(", ")}`,
      actsIn,
      ACTS.filter((act) => act !== "administer"),
    )
    .action(async (person: string | undefined, { server, may, ...options }: Options) => {
      if (server !== undefined) {
        if (person !== undefined) throw badUsage("With --server, whoever opens the page decides who it is.");
        return signInAtServer(context, server, may, options);
      }
      const client = await context.server();
      const made = await client.people.makeLink.mutate(person === undefined ? {} : { person });
      if (made === null) throw new Error("The server made no link.");
      context.give(options, made, () => `${made.url}\n`);
      const whom = made.name === null ? "the first person" : made.name;
      context.say(`It signs in ${whom}, once, within 15 minutes.`);
    });
}
