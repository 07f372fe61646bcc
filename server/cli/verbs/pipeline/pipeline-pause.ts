import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";

/** `pipeline pause ID`: nothing new starts; running scripts go on. */
export function addPipelinePause(group: Command, context: CommandContext): void {
  defineVerb(group, "pause", "start nothing new; running scripts go on", "pipeline pause 7")
    .argument("<id>", "the pipeline's number")
    .option("--reason <text>", "why, for the events")
    .action(async (id: string, { json, reason }: JsonOption & { reason?: string }) => {
      const asked = { id: rowId(id, "pipeline"), reason };
      const client = await context.server();
      const paused = await client.pipelines.pause.mutate(asked);
      context.give({ json }, summaryDocument(paused), () => `Pipeline ${paused.id} is paused.\n`);
    });
}
