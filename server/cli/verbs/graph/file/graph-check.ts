import type { Command } from "commander";
import { unreadSentences } from "#contract/graphs/script-checks.ts";
import { worstFirst } from "#engine/model/finding.ts";
import type { CommandContext, JsonOption } from "../../../command/command-context.ts";
import { badUsage } from "../../../command/command-problem.ts";
import { defineVerb } from "../../../command/define-verb.ts";
import { EXIT_CODE } from "../../../command/exit-code.ts";
import { readDocumentsOf, triggerCount } from "../../../input/apply-documents.ts";
import { parseGraphReference, resolveRevision } from "../../../input/graph-reference.ts";
import { findingCount, findingLines } from "../../../output/finding-lines.ts";

type Options = JsonOption & {
  readonly shell?: boolean;
  readonly connections?: boolean;
  readonly file?: string;
};

/** `graph check NAME` or `-f FILE`: prints the findings of a graph. Exit code 2 where an error forbids sealing. */
export function addGraphCheck(group: Command, context: CommandContext): void {
  defineVerb(group, "check", "print the findings; exit code 2 where there are errors", "graph check deploy")
    .argument("[graph]", "NAME for the draft, or NAME@REV")
    .option(
      "-f, --file <file>",
      "check a graph file instead, with the triggers that it declares; - reads stdin",
    )
    .option("--shell", "have the shell of the server, and shellcheck if it has it, read the scripts, too")
    .option("--connections", "have the server ask the servers of transfers for their tables and streams, too")
    .action(async (graph: string | undefined, options: Options) => {
      if (options.file !== undefined) return checkFile(context, graph, { ...options, file: options.file });
      if (graph === undefined) throw badUsage("Wanted the name of a graph, or a file with --file.");
      const reference = parseGraphReference(graph);
      const client = await context.server();
      const which = await resolveRevision(client, reference);
      const { name, revision, edit, digest, findings: ofCheck } = await client.graphs.show.query(which);
      const ofScripts = options.shell === true ? await client.graphs.checkScripts.query(which) : null;
      const ofServers = options.connections === true ? await client.graphs.checkTransfers.query(which) : null;
      const { askedAt, isBusy } = ofServers ?? {};
      const findings = worstFirst([
        ...ofCheck,
        ...(ofScripts?.findings ?? []),
        ...(ofServers?.findings ?? []),
      ]);
      const isOk = findings.every(({ level }) => level !== "error");
      const { tools, unchecked, unread } = ofScripts ?? {};
      const document = { name, revision, edit, digest, ok: isOk, findings };
      const told = {
        ...document,
        ...(ofScripts !== null && { tools, unchecked, unread }),
        ...(ofServers !== null && { askedAt, isBusy }),
      };
      context.give(options, told, () =>
        [
          ...findingLines(findings, context.paint),
          ...(ofScripts === null ? [] : unreadSentences(ofScripts)),
          ...(isBusy === true ? ["No server was asked: too many are asked for others. Try again."] : []),
          `${graph}: ${findingCount(findings)}.`,
        ]
          .map((line) => `${line}\n`)
          .join(""),
      );
      if (!isOk) context.exitCode = EXIT_CODE.badInput;
    });
}

/** Checks a file as far as the file alone tells. What it needs of the server, such as child graphs, saving it tells. */
async function checkFile(
  context: CommandContext,
  graph: string | undefined,
  options: Options & { readonly file: string },
): Promise<void> {
  const { file } = options;
  if (graph !== undefined) throw badUsage("Wanted the name of a graph or a file, found both.");
  if (options.shell === true)
    throw badUsage("--shell checks graphs of the server.", "Save the file with `graph apply` first.");
  if (options.connections === true)
    throw badUsage("--connections checks graphs of the server.", "Save the file with `graph apply` first.");
  const { readWholeGraphText } = await import("#engine/graph-triggers/read-whole-graph-text.ts");
  const { findingsOf } = await import("#engine/check/findings.ts");
  const { digestOf } = await import("#engine/graph-file/digest.ts");
  const [read] = await readDocumentsOf(context, file, {
    kind: "graph file",
    read: async (text) => {
      const found = readWholeGraphText(text);
      return found.ok ? { ok: true, all: [found] } : found;
    },
  });
  if (read === undefined) throw new Error("A graph file was read, and there is none.");
  const { content } = read.file;
  const findings = findingsOf(content);
  const isOk = findings.every(({ level }) => level !== "error");
  const declaredTriggers = read.triggers.length;
  const document = { name: content.name, digest: digestOf(content), ok: isOk, findings, declaredTriggers };
  context.give(options, document, () =>
    [
      ...findingLines(findings, context.paint),
      ...(declaredTriggers === 0 ? [] : [`It declares ${triggerCount(declaredTriggers)}.`]),
      `${content.name}: ${findingCount(findings)}.`,
    ]
      .map((line) => `${line}\n`)
      .join(""),
  );
  if (!isOk) context.exitCode = EXIT_CODE.badInput;
}
