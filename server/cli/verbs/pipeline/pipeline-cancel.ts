import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";

/** `pipeline cancel ID`: starts nothing new; with `--kill` also ends the scripts that run. */
export function addPipelineCancel(group: Command, context: CommandContext): void {
  defineVerb(group, "cancel", "end a pipeline", "pipeline cancel 7 --kill --reason 'wrong host'")
    .argument("<id>", "the pipeline's number")
    .option("--kill", "end the running scripts with all their processes, instead of letting them finish")
    .option("--reason <text>", "why, for the events")
    .action(async (id: string, options: JsonOption & { kill?: true; reason?: string }) => {
      const asked = { id: rowId(id, "pipeline"), kill: options.kill === true, reason: options.reason };
      const client = await context.server();
      const cancelled = await client.pipelines.cancel.mutate(asked);
      context.give(options, summaryDocument(cancelled), () => {
        if (!cancelled.isCancelling) return `Pipeline ${cancelled.id} is cancelled.\n`;
        const rest = options.kill
          ? "its running scripts are being killed"
          : "its running scripts finish first";
        return `Pipeline ${cancelled.id} is cancelled: ${rest}.\n`;
      });
    });
}
