import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { collect, defineVerb } from "../../command/define-verb.ts";
import { namedValues } from "../../input/named-values.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";

type SetOptions = JsonOption & { readonly param: readonly string[]; readonly reason: string };

/** `track set PIPELINE VERTEX`: other values for a track that has not begun. */
export function addTrackSet(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "set",
    "give a track that has not begun other values",
    "track set 7 upgrade -p version=2.5.1 --reason 'a fix came out'",
  )
    .argument("<pipeline>", "the pipeline's number")
    .argument("<vertex>", "the vertex's name")
    .requiredOption(
      "-p, --param <name=value>",
      "a value for an input; others stay as they are (repeatable)",
      collect,
    )
    .requiredOption("--reason <text>", "why; it is kept among the events")
    .action(async (pipeline: string, vertex: string, { json, param, reason }: SetOptions) => {
      const id = rowId(pipeline, "pipeline");
      const inputs = await namedValues(param);
      const client = await context.server();
      const changed = await client.tracks.set.mutate({ id, vertex, inputs, reason });
      context.give(
        { json },
        summaryDocument(changed),
        () => `${vertex} of pipeline ${id} has these values.\n`,
      );
    });
}
