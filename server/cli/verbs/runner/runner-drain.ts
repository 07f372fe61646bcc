import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";

/** `runner drain NAME`: the runner claims nothing more; what it executes goes on. */
export function addRunnerDrain(group: Command, context: CommandContext): void {
  defineVerb(group, "drain", "let a runner finish what it executes and claim nothing more", "runner drain r1")
    .argument("<name>", "the runner's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const runner = await client.runners.drain.mutate({ name });
      context.give(
        options,
        runner,
        () => `${runner.name} claims nothing more; ${runner.running.length} scripts of it still run.\n`,
      );
    });
}
