import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { graphName } from "../../input/graph-reference.ts";
import { type SeenOption, withSeenOption } from "../../input/seen-version.ts";

/** `graph delete NAME`: refused while a pipeline of the graph runs. Ended pipelines keep their history. */
export function addGraphDelete(group: Command, context: CommandContext): void {
  withSeenOption(
    defineVerb(group, "delete", "delete a graph; its pipelines keep their history", "graph delete deploy"),
    "graph list --json",
  )
    .argument("<name>", "the graph's name")
    .action(async (name: string, { json, seen: version }: JsonOption & SeenOption) => {
      const client = await context.server();
      const deleted = await client.graphs.delete.mutate({ name: graphName(name), version });
      context.give({ json }, deleted, () => `Deleted ${deleted.name}.\n`);
    });
}
