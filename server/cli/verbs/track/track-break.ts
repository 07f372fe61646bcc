import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { givePreview, sayBefore } from "../../output/preview-text.ts";

/**
 * `track break|continue PIPELINE VERTEX`: sets or removes a track's breakpoint; without it a stopped track goes on.
 */
export function addTrackBreak(group: Command, context: CommandContext): void {
  add(group, context, { word: "break", isSet: true, summary: "stop a track before it begins" });
  add(group, context, {
    word: "continue",
    isSet: false,
    summary: "remove its breakpoint: a stopped track goes on",
  });
}

function add(
  group: Command,
  context: CommandContext,
  { word, isSet, summary }: { word: string; isSet: boolean; summary: string },
): void {
  defineVerb(group, word, summary, `track ${word} 7 upgrade`)
    .argument("<pipeline>", "the pipeline's number")
    .argument("<vertex>", "the vertex's name")
    .option("--dry-run", "change nothing; say what would follow")
    .action(async (pipeline: string, vertex: string, { json, dryRun }: JsonOption & { dryRun?: true }) => {
      const id = rowId(pipeline, "pipeline");
      const client = await context.server();
      const preview = client.pipelines.preview.query({ id, act: "break", vertex, isSet });
      if (dryRun === true) {
        givePreview(context, { json }, await preview);
        return;
      }
      await sayBefore(context, preview);
      const now = await client.tracks.break.mutate({ id, vertex, isSet });
      const text = isSet
        ? "stops before it begins, or begins again"
        : "does not stop any more: if it had, it goes on";
      context.give({ json }, summaryDocument(now), () => `${vertex} of pipeline ${id} ${text}.\n`);
    });
}
