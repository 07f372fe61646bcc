import type { Command } from "commander";
import { wholeGraphSchema } from "#engine/graph-triggers/whole-graph-schema.ts";
import type { CommandContext, JsonOption } from "../../../command/command-context.ts";
import { defineVerb } from "../../../command/define-verb.ts";

/** `graph schema`: the JSON Schema of graph files. It needs no server. */
export function addGraphSchema(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "schema",
    "print the JSON Schema of graph files, for editors",
    "graph schema > graph-schema.json",
  ).action((options: JsonOption) => {
    const schema = wholeGraphSchema();
    context.give(options, schema, () => `${JSON.stringify(schema, null, 2)}\n`);
  });
}
