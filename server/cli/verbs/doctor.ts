import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { defineVerb } from "../command/define-verb.ts";
import { EXIT_CODE } from "../command/exit-code.ts";

/** `doctor`: looks for states that cannot be. It changes nothing, unless it is told to repair. */
export function addDoctor(program: Command, context: CommandContext): void {
  defineVerb(
    program,
    "doctor",
    "look for states that cannot be, and repair them on request",
    "doctor --repair",
  )
    .option("--repair", "set right what is certain; it is written among the events")
    .action(async ({ json, repair = false }: JsonOption & { readonly repair?: boolean }) => {
      const client = await context.server();
      const found = await client.system.examine.mutate({ repair });
      const rows = found.inconsistent.flatMap(({ pipeline, violations }) =>
        violations.map(({ code, vertex, text, isRepairable }) => [
          String(pipeline),
          vertex ?? "-",
          code,
          isRepairable ? (repair ? "repaired" : "can be repaired") : "needs a person",
          text,
        ]),
      );
      context.give({ json }, found, () =>
        rows.length === 0
          ? `${found.examined} pipelines were looked at: all is well.\n`
          : context.table(["PIPELINE", "VERTEX", "WHAT", "REPAIR", "IN WORDS"], rows),
      );
      const isLeft = found.inconsistent.some(({ violations }) =>
        violations.some(({ isRepairable }) => !(repair && isRepairable)),
      );
      if (isLeft) context.exitCode = EXIT_CODE.pipelineFailed;
    });
}
