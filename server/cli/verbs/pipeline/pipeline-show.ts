import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { pipelineDocument } from "../../output/pipeline-document.ts";
import { pipelineText } from "../../output/pipeline-text.ts";

/** `pipeline show ID`: a pipeline and its tracks as they are now. */
export function addPipelineShow(group: Command, context: CommandContext): void {
  defineVerb(group, "show", "show a pipeline and its tracks", "pipeline show 7 --json")
    .argument("<id>", "the pipeline's number")
    .action(async (id: string, options: JsonOption) => {
      const asked = { id: rowId(id, "pipeline") };
      const client = await context.server();
      const view = await client.pipelines.show.query(asked);
      context.give(options, pipelineDocument(view), () => pipelineText(context, view));
    });
}
