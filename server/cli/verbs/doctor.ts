import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { defineVerb } from "../command/define-verb.ts";
import { EXIT_CODE } from "../command/exit-code.ts";

/** `doctor`: finds pipelines with stored states that are not possible. It changes nothing without `--repair`. */
export function addDoctor(program: Command, context: CommandContext): void {
  defineVerb(
    program,
    "doctor",
    "find stored states that are not possible, and repair them on request",
    "doctor --repair",
  )
    .option("--repair", "correct what is certain; an event records it")
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
      const gaps = found.gaps.map(({ text, at }) => `${at.toISOString()}: ${text}\n`).join("");
      context.give({ json }, found, () =>
        rows.length === 0
          ? `${gaps}${found.examined} pipelines were examined: no violation was found.\n`
          : `${gaps}${context.table(["PIPELINE", "VERTEX", "WHAT", "REPAIR", "IN WORDS"], rows)}`,
      );
      const isLeft = found.inconsistent.some(({ violations }) =>
        violations.some(({ isRepairable }) => !(repair && isRepairable)),
      );
      if (isLeft || found.gaps.length > 0) context.exitCode = EXIT_CODE.pipelineFailed;
    });
}
