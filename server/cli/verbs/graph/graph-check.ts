import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";
import { findingCount, findingLines } from "../../output/finding-lines.ts";

/** `graph check NAME`: prints the findings of a graph. Exit code 2 where an error forbids sealing. */
export function addGraphCheck(group: Command, context: CommandContext): void {
  defineVerb(group, "check", "print the findings; exit code 2 where there are errors", "graph check deploy")
    .argument("<graph>", "NAME for the draft, or NAME@REV")
    .action(async (graph: string, options: JsonOption) => {
      const reference = parseGraphReference(graph);
      const client = await context.server();
      const { name, revision, edit, digest, findings } = await client.graphs.show.query(
        await resolveRevision(client, reference),
      );
      const isOk = findings.every(({ level }) => level !== "error");
      context.give(options, { name, revision, edit, digest, ok: isOk, findings }, () =>
        [...findingLines(findings, context.paint), `${graph}: ${findingCount(findings)}.`]
          .map((line) => `${line}\n`)
          .join(""),
      );
      if (!isOk) context.exitCode = EXIT_CODE.badInput;
    });
}
