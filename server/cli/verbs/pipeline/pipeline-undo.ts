import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { sayBefore } from "../../output/preview-text.ts";

type UndoOptions = JsonOption & { readonly from?: string; readonly reason: string };

/** `pipeline undo ID`: runs the undo scripts of what succeeded, in reverse; with `--from` only down to a vertex. */
export function addPipelineUndo(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "undo",
    "run the undo scripts of an ended pipeline, in reverse",
    "pipeline undo 7 --reason 'wrong host'",
  )
    .argument("<id>", "the pipeline's number")
    .option("--from <vertex>", "undo only this vertex and what is behind it, then run it again from there")
    .requiredOption("--reason <text>", "why; it is kept among the events")
    .action(async (pipeline: string, { json, from, reason }: UndoOptions) => {
      const id = rowId(pipeline, "pipeline");
      const client = await context.server();
      const asked = { id, act: "undo", ...(from !== undefined && { vertex: from }) } as const;
      await sayBefore(context, client.pipelines.preview.query(asked));
      const now = await client.pipelines.undo.mutate({ id, reason, ...(from !== undefined && { from }) });
      const text = from === undefined ? "is being undone" : `is rolled back to ${from}`;
      context.give({ json }, summaryDocument(now), () => `Pipeline ${id} ${text}.\n`);
    });
}
