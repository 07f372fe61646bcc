import type { Command } from "commander";
import { type GraphSummary, MAX_LISTED_GRAPHS } from "#contract/graphs/graphs.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { folderPath, typedFolder } from "../../input/folder-path.ts";
import { timeText } from "../../text/time-text.ts";

/** `graph list`: every graph, by name. */
export function addGraphList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the graphs", "graph list --search deploy")
    .option("--search <text>", "only those whose name contains this")
    .option("--folder <folder>", "only those in this folder and below it")
    .action(async (options: JsonOption & { search?: string; folder?: string }) => {
      const folder = options.folder === undefined ? ROOT : folderPath(options.folder);
      const client = await context.server();
      const graphs: GraphSummary[] = [];
      for (let page = MAX_LISTED_GRAPHS; page === MAX_LISTED_GRAPHS; ) {
        const after = graphs.at(-1)?.name;
        const next = await client.graphs.list.query({ search: options.search, folder, after });
        page = next.length;
        graphs.push(...next);
      }
      context.give(options, graphs, () => {
        if (graphs.length === 0) return "There are no graphs here. Make one with `graph apply -f FILE`.\n";
        const rows = graphs.map((graph) => [
          graph.name,
          typedFolder(graph.folder),
          graph.latest === null ? "-" : `@${graph.latest.number}`,
          draftWord(graph),
          String(graph.vertexCount),
          checkWord(graph),
          timeText(graph.savedAt),
          graph.description ?? "",
        ]);
        return context.table(
          ["NAME", "FOLDER", "LATEST", "DRAFT", "VERTICES", "CHECK", "SAVED", "DESCRIPTION"],
          rows,
        );
      });
    });
}

function draftWord({ latest, hasUnsealedChanges }: GraphSummary): string {
  if (latest === null && !hasUnsealedChanges) return "retired";
  if (latest === null) return "never sealed";
  return hasUnsealedChanges ? "changed" : "sealed";
}

function checkWord({ errorCount, warningCount }: GraphSummary): string {
  if (errorCount > 0) return `${errorCount} error${errorCount === 1 ? "" : "s"}`;
  return warningCount > 0 ? `${warningCount} warning${warningCount === 1 ? "" : "s"}` : "ok";
}
