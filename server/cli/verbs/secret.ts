import { text } from "node:stream/consumers";
import type { Command } from "commander";
import { addVerb } from "../command/add-verb.ts";
import type { Desk, JsonOption } from "../command/command-context.ts";
import { timeText } from "../text/time-text.ts";

/** `secret list|set|delete`: what scripts are given and nobody is shown. */
export function addSecret(group: Command, desk: Desk): void {
  addVerb(group, "list", "the names of all secrets", "secret list").action(async (options: JsonOption) => {
    const client = await desk.server();
    const secrets = await client.secrets.list.query();
    desk.give(options, secrets, () =>
      secrets.length === 0
        ? "There are no secrets. Store one with `secret set NAME`.\n"
        : desk.table(
            ["NAME", "SAVED", "BY"],
            secrets.map(({ name, savedAt, savedBy }) => [name, timeText(savedAt), savedBy]),
          ),
    );
  });
  addVerb(group, "set", "store a secret, read from stdin", "secret set deploy-token < token.txt")
    .argument("<name>", "what inputs of the type secret call it")
    .action(async (name: string, { json }: JsonOption) => {
      const read = await text(desk.terminal.stdin);
      const client = await desk.server();
      const saved = await client.secrets.save.mutate({ name, value: read.replace(/\r?\n$/, "") });
      desk.give({ json }, saved, () => `The secret ${name} is stored.\n`);
    });
  addVerb(group, "delete", "forget a secret", "secret delete deploy-token")
    .argument("<name>", "the secret's name")
    .action(async (name: string, { json }: JsonOption) => {
      const client = await desk.server();
      const gone = await client.secrets.delete.mutate({ name });
      desk.give(
        { json },
        gone,
        () => `The secret ${name} is forgotten. Scripts that read it fail from now on.\n`,
      );
    });
}
