import type { Command } from "commander";
import type { AfterCancel } from "#contract/pipelines.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { shownText } from "../../text/shown-text.ts";

/**
 * `pipeline cancel ID`: starts nothing new, except what hangs on `always`, reactions and final steps; with `--kill`
 * ends everything at once.
 */
export function addPipelineCancel(group: Command, context: CommandContext): void {
  defineVerb(group, "cancel", "end a pipeline", "pipeline cancel 7 --kill --reason 'wrong host'")
    .argument("<id>", "the pipeline's number")
    .option(
      "--kill",
      "end everything at once: running scripts with all their processes, and what would still run",
    )
    .option("--reason <text>", "why, for the events")
    .action(async (id: string, options: JsonOption & { kill?: true; reason?: string }) => {
      const asked = { id: rowId(id, "pipeline"), kill: options.kill === true, reason: options.reason };
      const client = await context.server();
      const after = await client.pipelines.afterCancel.query({ id: asked.id });
      const cancelled = await client.pipelines.cancel.mutate(asked);
      context.give(options, summaryDocument(cancelled), () => {
        if (!cancelled.isCancelling) return `Pipeline ${cancelled.id} is cancelled.\n`;
        const rest = options.kill
          ? ": its running scripts are being killed, and nothing else starts."
          : `${after.running.length > 0 ? ": its running scripts finish first" : ""}.${stillText(cancelled.id, after)}`;
        return `Pipeline ${cancelled.id} is cancelled${rest}\n`;
      });
    });
}

/** What runs after the cancel, and how to end that too. */
function stillText(id: number, { willRun, mayRun }: AfterCancel): string {
  const lines = [
    ...(willRun.length > 0 ? [`Still to run: ${shownText(willRun.join(", "))}.`] : []),
    ...(mayRun.length > 0 ? [`Run if they are reached: ${shownText(mayRun.join(", "))}.`] : []),
  ];
  if (lines.length === 0) return "";
  return ["", ...lines, `\`pipeline cancel ${id} --kill\` ends everything at once.`].join("\n");
}
