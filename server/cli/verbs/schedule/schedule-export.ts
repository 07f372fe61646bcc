import type { Command } from "commander";
import { fileOfView } from "#client/triggers/schedule-input.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";

/** `schedule export NAME`: the schedule as the file that `apply` takes. */
export function addScheduleExport(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "export",
    "print a schedule as the file that `apply` takes",
    "schedule export nightly > nightly.yaml",
  )
    .argument("<name>", "the schedule's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const { schedule } = await client.schedules.show.query({ name });
      const { writeScheduleText } = await import("#engine/schedules/write-schedule-text.ts");
      const text = writeScheduleText(fileOfView(schedule));
      context.give(options, { text }, () => text);
    });
}
