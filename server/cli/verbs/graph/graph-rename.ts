import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { graphName } from "../../input/graph-reference.ts";

/** `graph rename NAME NEW`: its revisions and pipelines stay. */
export function addGraphRename(group: Command, context: CommandContext): void {
  defineVerb(group, "rename", "give a graph another name", "graph rename deploy deploy-web")
    .argument("<name>", "the graph's name")
    .argument("<new-name>", "its new one")
    .action(async (name: string, to: string, options: JsonOption) => {
      const client = await context.server();
      const renamed = await client.graphs.rename.mutate({ name: graphName(name), to });
      context.give(options, renamed, () => `${name} is ${renamed.name} now.\n`);
    });
}
