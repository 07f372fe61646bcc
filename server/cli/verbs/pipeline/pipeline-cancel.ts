import type { Command } from "commander";
import type { AfterCancel } from "#contract/pipelines/previews.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { shownText } from "../../text/shown-text.ts";
import { type Done, doToChosen, type PipelineChoice, takingPipelines } from "./each-pipeline.ts";

/**
 * `pipeline cancel ID`: starts nothing new, except what hangs on `always`, reactions and final steps; with `--kill`
 * ends everything at once.
 */
export function addPipelineCancel(group: Command, context: CommandContext): void {
  takingPipelines(
    defineVerb(group, "cancel", "end pipelines", "pipeline cancel 7 --kill --reason 'wrong host'"),
  )
    .option(
      "--kill",
      "end everything at once: running scripts with all their processes, and what would still run",
    )
    .option("--reason <text>", "why, for the events")
    .action(async (typed: readonly string[], options: CancelOptions) => {
      const client = await context.server();
      const { kill: isKill = false, reason } = options;
      await doToChosen(context, client, typed, { ...options, verb: "cancel" }, (id) =>
        cancelOne(client, { id, kill: isKill, reason }),
      );
    });
}

type CancelOptions = PipelineChoice & { readonly kill?: true; readonly reason?: string };

async function cancelOne(
  client: Client,
  asked: { id: number; kill: boolean; reason: string | undefined },
): Promise<Done> {
  const after = await client.pipelines.afterCancel.query({ id: asked.id });
  const cancelled = await client.pipelines.cancel.mutate(asked);
  const document = summaryDocument(cancelled);
  const begun = `Pipeline ${cancelled.id} is cancelled`;
  if (!cancelled.isCancelling) return { text: `${begun}.`, document };
  const rest = asked.kill
    ? ": its running scripts are being killed, and nothing else starts."
    : `${after.running.length > 0 ? ": its running scripts finish first" : ""}.${stillText(cancelled.id, after)}`;
  return { text: `${begun}${rest}`, document };
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
