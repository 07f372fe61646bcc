import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { shownText } from "../../text/shown-text.ts";

/** `schedule stop-all|start-all`: stops all schedules of the server, and ends that. */
export function addScheduleStop(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "stop-all",
    "stop all schedules: what becomes due is written down as missed",
    "schedule stop-all --reason 'the data centre moves'",
  )
    .requiredOption("--reason <text>", "why; it is shown to everybody")
    .action(async ({ json, reason }: JsonOption & { reason: string }) => {
      const client = await context.server();
      const stopped = await client.schedules.stopAll.mutate({ reason });
      context.give({ json }, stopped, () => `All schedules are stopped: ${shownText(stopped.reason)}\n`);
    });
  defineVerb(
    group,
    "start-all",
    "end the stop of all schedules; what was due meanwhile is not made up for",
    "schedule start-all",
  ).action(async (options: JsonOption) => {
    const client = await context.server();
    const started = await client.schedules.startAll.mutate({});
    context.give(options, started, () =>
      started.isStarted ? "The schedules go on.\n" : "The schedules were not stopped: nothing was changed.\n",
    );
  });
}
