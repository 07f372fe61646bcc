import type { Command } from "commander";
import type { CommandContext } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { doToChosen, type PipelineChoice, takingPipelines } from "./each-pipeline.ts";

type AcknowledgeOptions = PipelineChoice & { readonly reason?: string };

/** `pipeline acknowledge ID…`: their failures were seen. */
export function addPipelineAcknowledge(group: Command, context: CommandContext): void {
  takingPipelines(defineVerb(group, "acknowledge", "note that failures were seen", "pipeline acknowledge 7"))
    .option("--reason <text>", "why, for the events")
    .action(async (typed: readonly string[], options: AcknowledgeOptions) => {
      const client = await context.server();
      const { reason } = options;
      await doToChosen(context, client, typed, { ...options, verb: "acknowledge" }, async (id) => {
        const done = await client.pipelines.acknowledge.mutate({ id, reason });
        return {
          text: `The failure of pipeline ${done.id} is acknowledged.`,
          document: summaryDocument(done),
        };
      });
    });
}
