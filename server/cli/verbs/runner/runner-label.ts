import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { folderPath, typedFolder } from "../../input/folder-path.ts";

type Options = JsonOption & { readonly folder?: string; readonly free?: true };

/** `runner label [LABEL]`: which labels only graphs of one folder may use. */
export function addRunnerLabel(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "label",
    "list the labels of one folder, bind one, or free it",
    "runner label gpu --folder ops",
  )
    .argument("[label]", "without it, the bound ones are listed")
    .option("--folder <folder>", "only graphs in it and below it may use the label")
    .option("--free", "all graphs may use the label")
    .action(async (label: string | undefined, { folder, free, ...options }: Options) => {
      if (label === undefined) return listLabels(context, options);
      if ((folder === undefined) === (free === undefined))
        throw badUsage("What is to be done with the label?", "Say --folder FOLDER, or --free.");
      const client = await context.server();
      if (folder === undefined) {
        const done = await client.runners.freeLabel.mutate({ label });
        return context.give(options, done, () => `All graphs may use the label ${label} now.\n`);
      }
      const bound = await client.runners.bindLabel.mutate({ label, folder: folderPath(folder) });
      context.give(
        options,
        bound,
        () => `Only graphs in ${typedFolder(bound.folder)} may use the label ${label} now.\n`,
      );
    });
}

async function listLabels(context: CommandContext, options: JsonOption): Promise<void> {
  const labels = await (await context.server()).runners.labels.query();
  context.give(options, labels, () =>
    labels.length === 0
      ? "No label is bound to a folder: all graphs may use all of them.\n"
      : context.table(
          ["LABEL", "FOLDER"],
          labels.map(({ label, folder }) => [label, typedFolder(folder)]),
        ),
  );
}
