import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { graphName } from "../../input/graph-reference.ts";

/** `graph delete NAME`: refused while a pipeline of the graph runs. Ended pipelines keep their history. */
export function addGraphDelete(group: Command, context: CommandContext): void {
  defineVerb(group, "delete", "delete a graph; its pipelines keep their history", "graph delete deploy")
    .argument("<name>", "the graph's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const deleted = await client.graphs.delete.mutate({ name: graphName(name) });
      context.give(options, deleted, () => `Deleted ${deleted.name}.\n`);
    });
}
