import type { Command } from "commander";
import { applyTrigger } from "#client/triggers/apply-trigger.ts";
import { fileOfView } from "#client/triggers/trigger-input.ts";
import type { ReadTrigger } from "#engine/triggers/trigger-file.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { applyDocuments } from "../../input/apply-documents.ts";

/** The reader is loaded for these verbs alone: other ones start without. */
const files = () => import("#engine/triggers/trigger-file.ts");

/** `trigger apply -f FILE|-`: makes the triggers as the file says. */
export function addTriggerApply(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "apply",
    "make, change, publish, pause or remove triggers as a file says",
    "trigger apply -f triggers.yaml",
  )
    .requiredOption("-f, --file <file>", "a trigger file in YAML or JSON; - reads stdin")
    .action(async (options: JsonOption & { file: string }) => {
      const { filePathOf, readTriggerText } = await files();
      await applyDocuments(context, options, {
        kind: "trigger file",
        read: async (text) => {
          const read = readTriggerText(text);
          return read.ok ? { ok: true, all: read.documents } : read;
        },
        apply: async ({ file }: ReadTrigger) => applyTrigger(await context.server(), file),
        placeOf: ({ file, placeOf }, path) => placeOf(filePathOf(path, file.kind)),
      });
    });
}

/** `trigger export NAME`: the trigger as the file that `apply` takes. */
export function addTriggerExport(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "export",
    "print a trigger as the file that `apply` takes",
    "trigger export on-push > on-push.yaml",
  )
    .argument("<name>", "the trigger's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const { trigger } = await client.triggers.show.query({ name });
      const { writeTriggerText } = await files();
      const text = writeTriggerText(fileOfView(trigger));
      context.give(options, { text }, () => text);
    });
}
