import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { defineVerb } from "../command/define-verb.ts";

/** `sign-in`: a link that signs a person in once. */
export function addSignIn(program: Command, context: CommandContext): void {
  defineVerb(
    program,
    "sign-in",
    "print a link that signs you in once, in a browser",
    "sign-in ann@example.com",
  )
    .argument("[person]", "an email or a name; needed where there are several people")
    .action(async (person: string | undefined, options: JsonOption) => {
      const client = await context.server();
      const made = await client.people.makeLink.mutate(person === undefined ? {} : { person });
      if (made === null) throw new Error("The server made no link.");
      context.give(options, made, () => `${made.url}\n`);
      const whom = made.name === null ? "the first person" : made.name;
      context.say(`It signs in ${whom}, once, within 15 minutes.`);
    });
}
