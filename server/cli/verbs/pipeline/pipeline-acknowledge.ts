import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";

/** `pipeline acknowledge ID`: its failure was seen. */
export function addPipelineAcknowledge(group: Command, context: CommandContext): void {
  defineVerb(group, "acknowledge", "note that its failure was seen", "pipeline acknowledge 7")
    .argument("<id>", "the pipeline's number")
    .option("--reason <text>", "why, for the events")
    .action(async (id: string, { json, reason }: JsonOption & { reason?: string }) => {
      const asked = { id: rowId(id, "pipeline"), reason };
      const client = await context.server();
      const done = await client.pipelines.acknowledge.mutate(asked);
      context.give(
        { json },
        summaryDocument(done),
        () => `The failure of pipeline ${done.id} is acknowledged.\n`,
      );
    });
}
