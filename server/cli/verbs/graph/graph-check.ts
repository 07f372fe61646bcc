import type { Command } from "commander";
import type { ScriptChecks } from "#contract/script-checks.ts";
import { worstFirst } from "#engine/model/finding.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { parseGraphReference, resolveRevision } from "../../input/graph-reference.ts";
import { findingCount, findingLines } from "../../output/finding-lines.ts";

type Options = JsonOption & { readonly shell?: boolean };

/** `graph check NAME`: prints the findings of a graph. Exit code 2 where an error forbids sealing. */
export function addGraphCheck(group: Command, context: CommandContext): void {
  defineVerb(group, "check", "print the findings; exit code 2 where there are errors", "graph check deploy")
    .argument("<graph>", "NAME for the draft, or NAME@REV")
    .option("--shell", "have the shell of the server, and shellcheck if it has it, read the scripts, too")
    .action(async (graph: string, options: Options) => {
      const reference = parseGraphReference(graph);
      const client = await context.server();
      const which = await resolveRevision(client, reference);
      const { name, revision, edit, digest, findings: ofCheck } = await client.graphs.show.query(which);
      const ofScripts = options.shell === true ? await client.graphs.checkScripts.query(which) : null;
      const findings = worstFirst([...ofCheck, ...(ofScripts?.findings ?? [])]);
      const isOk = findings.every(({ level }) => level !== "error");
      const { tools, unchecked } = ofScripts ?? {};
      const document = { name, revision, edit, digest, ok: isOk, findings };
      context.give(options, ofScripts === null ? document : { ...document, tools, unchecked }, () =>
        [
          ...findingLines(findings, context.paint),
          ...(ofScripts === null ? [] : toolLines(ofScripts)),
          `${graph}: ${findingCount(findings)}.`,
        ]
          .map((line) => `${line}\n`)
          .join(""),
      );
      if (!isOk) context.exitCode = EXIT_CODE.badInput;
    });
}

/** What was not checked: where nothing is found, it may be because of that. */
function toolLines({ tools, unchecked }: ScriptChecks): readonly string[] {
  return [
    ...(tools.shell ? [] : ["The server has no bash: the syntax of scripts was not checked."]),
    ...(tools.shellcheck ? [] : ["The server has no shellcheck."]),
    ...(unchecked === 0
      ? []
      : [`${unchecked} ${unchecked === 1 ? "script was" : "scripts were"} not checked.`]),
  ];
}
