import type { Command } from "commander";
import { addVerb } from "../../command/add-verb.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";

/** `graph export NAME[@REV]`: the graph file's text, byte for byte what `apply` takes. */
export function addGraphExport(group: Command, context: CommandContext): void {
  addVerb(
    group,
    "export",
    "print a draft or a revision as a graph file",
    "graph export deploy@3 > deploy.yaml",
  )
    .argument("<graph>", "NAME for the draft, NAME@3 or NAME@sha256:7f3a for a revision")
    .action(async (graph: string, options: JsonOption) => {
      const reference = parseGraphReference(graph);
      const client = await context.server();
      const exported = await client.graphs.export.query(await resolveRevision(client, reference));
      context.give(options, exported, () => exported.text);
    });
}
