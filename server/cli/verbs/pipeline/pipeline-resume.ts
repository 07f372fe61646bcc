import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";

/** `pipeline resume ID`: ends a pause. */
export function addPipelineResume(group: Command, context: CommandContext): void {
  defineVerb(group, "resume", "end a pause", "pipeline resume 7")
    .argument("<id>", "the pipeline's number")
    .option("--reason <text>", "why, for the events")
    .action(async (id: string, { json, reason }: JsonOption & { reason?: string }) => {
      const asked = { id: rowId(id, "pipeline"), reason };
      const client = await context.server();
      const resumed = await client.pipelines.resume.mutate(asked);
      context.give({ json }, summaryDocument(resumed), () => `Pipeline ${resumed.id} goes on.\n`);
    });
}
