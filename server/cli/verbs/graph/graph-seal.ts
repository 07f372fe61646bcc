import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { graphName } from "../../input/graph-reference.ts";

/** `graph seal NAME`: freezes the draft as the next revision. */
export function addGraphSeal(group: Command, context: CommandContext): void {
  defineVerb(group, "seal", "freeze the draft as the next revision", "graph seal deploy")
    .argument("<name>", "the graph's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const sealed = await client.graphs.seal.mutate({ name: graphName(name) });
      context.give(options, sealed, () => {
        const text = `${sealed.name}@${sealed.revision}  ${sealed.digest}\n`;
        return sealed.isNew ? `Sealed ${text}` : `Nothing has changed since ${text}`;
      });
    });
}
