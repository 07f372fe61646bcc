import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { type SeenOption, withSeenOption } from "../../input/seen-version.ts";
import { timeText } from "../../text/time-text.ts";

/** `preset list GRAPH`: the names under which values for its launches are saved. */
export function addPresetList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list the saved launch values of a graph", "preset list deploy")
    .argument("<graph>", "the graph's name")
    .action(async (graph: string, options: JsonOption) => {
      const client = await context.server();
      const found = await client.presets.list.query({ graph });
      const presets = found.map(({ edit: version, ...preset }) => ({ ...preset, version }));
      context.give(options, { presets }, () =>
        presets.length === 0
          ? "There are none. The launch form of the page saves them.\n"
          : context.table(
              ["PRESET", "WHOSE", "SAVED", "BY", "VERSION"],
              presets.map(({ name, isShared, savedAt, savedBy, version }) => [
                name,
                isShared ? "shared" : "own",
                timeText(savedAt),
                savedBy,
                String(version),
              ]),
            ),
      );
    });
}

type DeleteOptions = JsonOption & SeenOption & { readonly shared?: true };

/** `preset delete GRAPH NAME`: one's own, or with `--shared` everybody's. */
export function addPresetDelete(group: Command, context: CommandContext): void {
  withSeenOption(
    defineVerb(group, "delete", "delete saved launch values", "preset delete deploy prod --shared"),
    "preset list",
  )
    .argument("<graph>", "the graph's name")
    .argument("<name>", "the name of the preset")
    .option("--shared", "the shared one of this name; else your own")
    .action(async (graph: string, name: string, { seen: edit, ...options }: DeleteOptions) => {
      const client = await context.server();
      const isShared = options.shared ?? false;
      const deleted = await client.presets.delete.mutate({ graph, name, isShared, edit });
      context.give(options, deleted, () => `Deleted the preset "${deleted.name}" of ${graph}.\n`);
    });
}
