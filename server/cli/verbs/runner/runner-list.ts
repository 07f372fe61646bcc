import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { timeText } from "../../text/time-text.ts";

/** `runner list`: the runners, what they execute, and their containment. */
export function addRunnerList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the runners and what they execute", "runner list").action(
    async (options: JsonOption) => {
      const client = await context.server();
      const runners = await client.runners.list.query();
      context.give(options, runners, () => {
        if (runners.length === 0) return "There are no runners: nothing can be executed.\n";
        const rows = runners.map((runner) => [
          runner.name,
          context.state(runner.state),
          `${runner.host}:${runner.pid}`,
          runner.labels.join(", ") || "-",
          `${runner.running.length} of ${runner.slots}`,
          timeText(runner.seenAt),
          runner.containment,
          runner.running.map(({ pipeline, vertex }) => `${pipeline}/${vertex}`).join(", "),
        ]);
        return context.table(
          ["NAME", "STATE", "HOST:PID", "LABELS", "SLOTS", "SEEN", "CONTAINMENT", "EXECUTES"],
          rows,
        );
      });
    },
  );
}
