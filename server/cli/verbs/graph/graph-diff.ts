import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";
import { diffText } from "../../output/diff-text.ts";

/** `graph diff NAME@1 NAME@2`: the changes from the first to the second. */
export function addGraphDiff(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "diff",
    "print the differences between two revisions, or a revision and the draft",
    "graph diff deploy@1 deploy@2",
  )
    .argument("<before>", "NAME@REV, or NAME for the draft")
    .argument("<after>", "the same graph, NAME@REV or NAME")
    .action(async (before: string, after: string, options: JsonOption) => {
      const a = parseGraphReference(before);
      const b = parseGraphReference(after);
      if (a.name !== b.name)
        throw badUsage(
          `"${a.name}" and "${b.name}" are two graphs: wanted are two revisions of one.`,
          `Write such as \`graph diff ${a.name}@1 ${a.name}\`.`,
        );
      const client = await context.server();
      const from = await resolveRevision(client, a);
      const to = await resolveRevision(client, b);
      const found = await client.graphs.diff.query({ name: a.name, a: from.revision, b: to.revision });
      context.give(options, found, () => diffText(context, found));
    });
}
