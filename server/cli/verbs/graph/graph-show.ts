import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";
import { graphText } from "../../output/graph-text.ts";

/** `graph show NAME[@REV]`: shows a draft or a revision, and lists the revisions. */
export function addGraphShow(group: Command, context: CommandContext): void {
  defineVerb(group, "show", "show a draft or a revision", "graph show deploy@3")
    .argument("<graph>", "NAME for the draft, NAME@3 or NAME@sha256:7f3a for a revision")
    .action(async (graph: string, options: JsonOption) => {
      const reference = parseGraphReference(graph);
      const client = await context.server();
      const view = await client.graphs.show.query(await resolveRevision(client, reference));
      context.give(options, view, () => graphText(context, view));
    });
}
