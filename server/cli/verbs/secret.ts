import { buffer } from "node:stream/consumers";
import type { Command } from "commander";
import { withoutLastLineEnd } from "#engine/text/last-line-end.ts";
import { readText } from "#platform/read-text.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { folderPath, typedFolder } from "../input/folder-path.ts";
import { type SeenOption, withSeenOption } from "../input/seen-version.ts";
import { timeText } from "../text/time-text.ts";

/** `secret list|set|delete`: secrets, whose values only scripts get. */
export function addSecret(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "the names of all secrets", "secret list").action(async (options: JsonOption) => {
    const client = await context.server();
    const found = await client.secrets.list.query();
    const secrets = found.map((secret) => ({ ...secret, version: secret.savedAt.getTime() }));
    context.give(options, secrets, () =>
      secrets.length === 0
        ? "There are no secrets. Store one with `secret set NAME`.\n"
        : context.table(
            ["NAME", "FOLDER", "SAVED", "BY", "VERSION"],
            secrets.map(({ name, folder, savedAt, savedBy, version }) => [
              name,
              typedFolder(folder),
              timeText(savedAt),
              savedBy,
              String(version),
            ]),
          ),
    );
  });
  defineVerb(group, "set", "store a secret, read from stdin", "secret set deploy-token < token.txt")
    .argument("<name>", "the name by which inputs of the type secret use it")
    .option(
      "--folder <folder>",
      "graphs in it and below it may use the secret; / is the root. Without it, it stays where it is, and a new one is in the root",
    )
    .action(async (name: string, { json, folder }: JsonOption & { folder?: string }) => {
      const place = folder === undefined ? {} : { folder: folderPath(folder) };
      const read = readText(await buffer(context.terminal.stdin), "utf-8");
      if (!read.ok)
        throw badUsage(
          `The secret on stdin cannot be read as text: ${read.problem}.`,
          "Save it as UTF-8. Store other data as base64, and let the script decode it.",
        );
      const client = await context.server();
      const saved = await client.secrets.save.mutate({
        name,
        value: withoutLastLineEnd(read.text),
        ...place,
      });
      context.give({ json }, saved, () => `The secret ${name} is stored.\n`);
    });
  withSeenOption(defineVerb(group, "delete", "forget a secret", "secret delete deploy-token"), "secret list")
    .argument("<name>", "the secret's name")
    .action(async (name: string, { json, seen: version }: JsonOption & SeenOption) => {
      const client = await context.server();
      const gone = await client.secrets.delete.mutate({ name, version });
      context.give(
        { json },
        gone,
        () => `The secret ${name} is deleted. Scripts that read it fail from now on.\n`,
      );
    });
}
