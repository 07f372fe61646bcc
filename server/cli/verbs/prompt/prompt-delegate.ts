import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";

/** `prompt delegate ID PERSON`: somebody else answers instead. */
export function addPromptDelegate(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "delegate",
    "give your place among those who may approve to somebody else",
    "prompt delegate 3 bob@example.com",
  )
    .argument("<id>", "the prompt's number")
    .argument("<person>", "the email or the name of the person who answers instead")
    .action(async (id: string, to: string, options: JsonOption) => {
      const client = await context.server();
      const prompt = await client.prompts.delegate.mutate({ id: rowId(id, "prompt"), to });
      context.give(
        options,
        prompt,
        () => `${to} can now approve ${prompt.vertex} of pipeline ${prompt.pipeline.id}.\n`,
      );
    });
}
