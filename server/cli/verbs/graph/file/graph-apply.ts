import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../../command/command-context.ts";
import { defineVerb } from "../../../command/define-verb.ts";
import { triggerCount } from "../../../input/apply-documents.ts";
import { folderPath } from "../../../input/folder-path.ts";
import { readGraphFile } from "../../../input/read-graph-file.ts";
import { findingCount, findingLines } from "../../../output/finding-lines.ts";

/** `graph apply -f FILE|-`: the file becomes the draft of the graph that it names. */
export function addGraphApply(group: Command, context: CommandContext): void {
  defineVerb(group, "apply", "make or replace a draft from a graph file", "graph apply -f deploy.yaml")
    .requiredOption("-f, --file <file>", "a graph file in YAML or JSON; - reads stdin")
    .option("--folder <folder>", "where a new graph is made; / is the root, and the default")
    .option("--tidy", "first give its texts plain line ends and remove characters that a file cannot show")
    .action(async (options: JsonOption & { file: string; folder?: string; tidy?: true }) => {
      const read = await readGraphFile(options.file, context.terminal.stdin);
      const folder = options.folder === undefined ? {} : { folder: folderPath(options.folder) };
      const text = options.tidy === true ? await tidied(read) : read;
      const client = await context.server();
      context.sentFile = options.file === "-" ? "stdin" : options.file;
      const saved = await client.graphs.applyText.mutate({ text, ...folder });
      const { name, edit, isNew, findings, declaredTriggers } = saved;
      context.give(
        options,
        saved,
        () =>
          `${isNew ? "Made" : "Replaced the draft of"} ${name} (edit ${edit}): ${findingCount(findings)}.\n`,
      );
      if (options.json === true) return;
      for (const line of findingLines(findings, context.paint)) context.say(line);
      if (declaredTriggers > 0)
        context.say(
          `The file declares ${triggerCount(declaredTriggers)}, which the draft has no part in: \`graph triggers -f FILE\` applies them.`,
        );
      if (findings.some(({ fix }) => fix?.change === "tidy"))
        context.say("`graph apply --tidy` tidies these texts; `graph export` then prints the tidy file.");
    });
}

/** The reader of graph files is loaded for it alone: other verbs start without. */
async function tidied(text: string): Promise<string> {
  const { tidiedText } = await import("#engine/check/texts/tidied-texts.ts");
  return tidiedText(text);
}
