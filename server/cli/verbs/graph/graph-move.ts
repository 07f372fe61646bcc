import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { folderPath, typedFolder } from "../../input/folder-path.ts";
import { graphName } from "../../input/graph-reference.ts";

/** `graph move NAME FOLDER`: its pipelines go with it. */
export function addGraphMove(group: Command, context: CommandContext): void {
  defineVerb(group, "move", "move a graph and its pipelines to another folder", "graph move deploy ops")
    .argument("<name>", "the graph's name")
    .argument("<folder>", "the folder's path; / is the root")
    .action(async (name: string, text: string, options: JsonOption) => {
      const request = { name: graphName(name), folder: folderPath(text) };
      const moved = await (await context.server()).graphs.move.mutate(request);
      context.give(options, moved, () => `${moved.name} is in ${typedFolder(moved.folder)} now.\n`);
    });
}
