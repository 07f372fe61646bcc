import type { Command } from "commander";
import { parentOf, ROOT } from "#engine/rights/folder-path.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { folderPath, typedFolder } from "../../input/folder-path.ts";

/** `folder list|create|move|delete`: folders of graphs. Roles are given in them. */
export function addFolder(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the folders, and what you may do in each", "folder list").action(
    async (options: JsonOption) => {
      const folders = await (await context.server()).folders.list.query();
      context.give(options, folders, () =>
        context.table(
          ["FOLDER", "GRAPHS", "YOU MAY"],
          folders.map(({ path, graphCount, acts }) => [
            typedFolder(path),
            String(graphCount),
            acts.join(", "),
          ]),
        ),
      );
    },
  );
  defineVerb(group, "create", "make a folder; the one above must be there", "folder create ops/db")
    .argument("<folder>", "its path")
    .action(async (text: string, options: JsonOption) => {
      const { folder, name } = placeOf(text);
      const made = await (await context.server()).folders.create.mutate({ folder, name });
      context.give(options, made, () => `Made the folder ${made.path}.\n`);
    });
  defineVerb(
    group,
    "move",
    "give a folder another path: another name, or another place",
    "folder move db ops/db",
  )
    .argument("<folder>", "its path")
    .argument("<new-path>", "its new one")
    .action(async (text: string, target: string, options: JsonOption) => {
      const { folder: to, name } = placeOf(target);
      // One call: the folder is never left half way, and no name is asked for but the last one.
      const moved = await (await context.server()).folders.move.mutate({
        folder: folderPath(text),
        to,
        name,
      });
      context.give(options, moved, () => `${text} is ${moved.path} now.\n`);
    });
  defineVerb(group, "delete", "delete an empty folder", "folder delete ops/db")
    .argument("<folder>", "its path")
    .action(async (text: string, options: JsonOption) => {
      const gone = await (await context.server()).folders.delete.mutate({ folder: folderPath(text) });
      context.give(options, gone, () => `Deleted the folder ${gone.path}.\n`);
    });
}

function placeOf(text: string): { folder: string; name: string } {
  const path = folderPath(text);
  if (path === ROOT) throw badUsage("The root is always there, and stays as it is.");
  return { folder: parentOf(path) ?? ROOT, name: path.slice(path.lastIndexOf("/") + 1) };
}
