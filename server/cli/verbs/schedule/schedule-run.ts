import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";

/** `schedule run NAME`: launches a pipeline of it now, beside its times. */
export function addScheduleRun(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "run",
    "launch a pipeline of a schedule now, beside its times and whatever else runs",
    "schedule run nightly",
  )
    .argument("<name>", "the schedule's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const run = await client.schedules.run.mutate({ name });
      context.give(options, run, () => `Launched pipeline ${run.pipelineId} of ${name}.\n`);
    });
}
