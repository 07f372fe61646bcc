import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { watchUntilEnd } from "../../follow/watch-until-end.ts";
import { rowId } from "../../input/row-id.ts";

/** `pipeline watch ID`: prints what happens until the pipeline has ended; exit code 1 where it did not succeed. */
export function addPipelineWatch(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "watch",
    "print what happens until it has ended; exit code 1 where it did not succeed",
    "pipeline watch 7",
  )
    .argument("<id>", "the pipeline's number")
    .action((id: string, options: JsonOption) =>
      watchUntilEnd(context, rowId(id, "pipeline"), { ...options, isStream: true }),
    );
}
