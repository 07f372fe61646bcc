import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { priorityNumber } from "../../input/priority-number.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";

/** `pipeline priority ID NUMBER`: smaller goes first. */
export function addPipelinePriority(group: Command, context: CommandContext): void {
  defineVerb(group, "priority", "change its priority while it runs", "pipeline priority 7 -10")
    .argument("<id>", "the pipeline's number")
    .argument("<number>", "added to each vertex's own: smaller goes first, -1000 to 1000")
    .option("--reason <text>", "why, for the events")
    .action(async (id: string, number: string, { json, reason }: JsonOption & { reason?: string }) => {
      const asked = { id: rowId(id, "pipeline"), priority: priorityNumber(number), reason };
      const client = await context.server();
      const changed = await client.pipelines.setPriority.mutate(asked);
      context.give(
        { json },
        summaryDocument(changed),
        () => `Pipeline ${changed.id} has the priority ${changed.priority}.\n`,
      );
    });
}
