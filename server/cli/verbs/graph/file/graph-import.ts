import type { Command } from "commander";
import { MAX_LISTED_GRAPHS } from "#contract/graphs/graphs.ts";
import type { ImportedGraph } from "#engine/imports/foreign/graph-builder.ts";
import type { CommandContext, JsonOption } from "../../../command/command-context.ts";
import { badUsage, CommandProblem } from "../../../command/command-problem.ts";
import { defineVerb } from "../../../command/define-verb.ts";
import { EXIT_CODE } from "../../../command/exit-code.ts";
import { problemOf } from "../../../command/problem-of.ts";
import { folderPath } from "../../../input/folder-path.ts";
import { makeEach } from "../../../input/make-each.ts";
import { readGraphFile } from "../../../input/read-graph-file.ts";
import { findingCount, findingLines } from "../../../output/finding-lines.ts";

type Options = JsonOption & { readonly name?: string; readonly folder?: string };

/** `graph import FILE|-`: the definition of another system becomes drafts. It replaces no graph. */
export function addGraphImport(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "import",
    "make drafts from the definition of another system",
    "graph import process.json",
  )
    .argument(
      "<file>",
      "a definition of orderlines, bamboo-pipeline or the graph tables, as JSON; - reads stdin",
    )
    .option("--name <name>", "the name of the graph, if not that of the definition")
    .option("--folder <folder>", "where the graphs are made; / is the root, and the default")
    .action(async (file: string, options: Options) => {
      const text = await readGraphFile(file, context.terminal.stdin, "definition");
      const folder = options.folder === undefined ? {} : { folder: folderPath(options.folder) };
      const { format, graphs } = await read(text, options.name);
      const client = await context.server();
      const names = graphs.map(nameOf).slice(0, MAX_LISTED_GRAPHS);
      const there = new Set(
        (await client.graphs.list.query({ names })).map(({ name }) => name.toLowerCase()),
      );
      const taken = graphs.filter((graph) => there.has(nameOf(graph).toLowerCase())).map(nameOf);
      if (taken.length > 0) throw isTaken(taken);
      const { writeGraphText } = await import("#engine/graph-file/write-graph-text.ts");
      const make = async ({ graph }: { readonly graph: ImportedGraph }) => {
        const drawn = { text: writeGraphText(graph.file), isNew: true, ...folder };
        const saved = await client.graphs.applyText.mutate(drawn);
        const lines = options.json === true ? [] : findingLines(saved.findings, context.paint);
        for (const line of lines) context.say(line);
        return { ...saved, notes: graph.notes };
      };
      const made = await makeEach(
        graphs.map((graph) => ({ name: nameOf(graph), graph })),
        make,
        (error) => problemOf(error, context.url, context.requestIds.id),
      );
      context.give(options, { format, graphs: made }, () =>
        made
          .map(({ name, edit, findings }) => `Made ${name} (edit ${edit}): ${findingCount(findings)}.\n`)
          .join(""),
      );
    });
}

/** The importers are loaded for this verb alone: other verbs start without. */
async function read(text: string, name: string | undefined) {
  const { importDefinition } = await import("#engine/imports/import-definition.ts");
  const result = importDefinition(text, name);
  if (result.ok) return result;
  const { readGraphText } = await import("#engine/graph-file/read-graph-text.ts");
  if (readGraphText(text).ok)
    throw badUsage("This is a graph file of Signalbox.", "Use `graph apply -f FILE`.");
  throw new CommandProblem(EXIT_CODE.badInput, {
    code: "no-definition",
    text: result.text,
    kept: "Nothing was changed.",
    todo: "docs/imports.md says what can be imported.",
  });
}

function nameOf({ file }: ImportedGraph): string {
  return file.content.name;
}

function isTaken(taken: readonly string[]): CommandProblem {
  return new CommandProblem(EXIT_CODE.refused, {
    code: "graph-exists",
    text: `There ${taken.length === 1 ? "is a graph" : "are graphs"} ${taken.join(", ")} already, and an import replaces none.`,
    kept: "Nothing was changed.",
    todo: "Choose another name with --name.",
  });
}
