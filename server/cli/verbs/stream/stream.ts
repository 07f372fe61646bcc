import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { folderPath, typedFolder } from "../../input/folder-path.ts";
import { type SeenOption, withSeenOption } from "../../input/seen-version.ts";
import { timeText } from "../../text/time-text.ts";

type SetOptions = JsonOption & {
  readonly connection?: string;
  readonly redisKey?: string;
  readonly maxLength?: number;
  readonly maxRecordBytes?: number;
  readonly keyField?: string;
  readonly folder?: string;
};

/** `stream list|show|set|remove|length`: record streams, and how they are declared. */
export function addStreamSettings(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "all record streams that may be read", "stream list").action(
    async (options: JsonOption) => {
      const client = await context.server();
      const found = await client.streams.list.query();
      context.give(options, found, () =>
        found.length === 0
          ? "There are no record streams. Declare one with `stream set NAME`.\n"
          : context.table(
              ["NAME", "CONNECTION", "KEY", "AT MOST", "FOLDER"],
              found.map(({ name, connection, redisKey, maxLength, folder }) => [
                ...[name, connection, redisKey, String(maxLength), typedFolder(folder)],
              ]),
            ),
      );
    },
  );
  defineVerb(group, "show", "one record stream", "stream show orders")
    .argument("<name>", "the stream's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const found = await client.streams.show.query({ name });
      const rows = [
        ["name", found.name],
        ["connection", found.connection],
        ["key in Redis", found.redisKey],
        ["entries at most", String(found.maxLength)],
        ["bytes of a record", String(found.maxRecordBytes)],
        ["field that is the key", found.keyField ?? "-"],
        ["folder", typedFolder(found.folder)],
        ["saved", `${timeText(found.savedAt)} by ${found.savedBy}`],
        ["version", String(found.version)],
      ];
      context.give(options, found, () => context.table(["FIELD", "VALUE"], rows));
    });
  defineVerb(
    group,
    "set",
    "declare a stream, or replace its settings",
    "stream set orders --connection queue",
  )
    .argument("<name>", "it stands in the address that programs send to")
    .option("--connection <name>", "a connection of the kind redis")
    .option("--redis-key <key>", "the key in Redis; the name if left out")
    .option("--max-length <n>", "how many entries it may have; 100,000 if left out", wholeNumber)
    .option("--max-record-bytes <n>", "how long a record may be; 65,536 if left out", wholeNumber)
    .option("--key-field <field>", "the field that tells a record from others; none if left out")
    .option("--folder <folder>", "who may launch there may send; / is the root")
    .action(async (name: string, { json, connection, folder, ...more }: SetOptions) => {
      if (connection === undefined)
        throw badUsage("A stream needs --connection.", "List them with `connection list`.");
      const client = await context.server();
      const saved = await client.streams.save.mutate({
        ...{ name, connection, ...more },
        ...(folder !== undefined && { folder: folderPath(folder) }),
      });
      context.give({ json }, saved, () => `The stream ${name} is declared.\n`);
      if (saved.problem !== null) context.say(`Its Redis could not be asked: ${saved.problem}`);
    });
  withSeenOption(
    defineVerb(group, "remove", "forget a stream; its records stay in Redis", "stream remove orders"),
    "stream show",
  )
    .argument("<name>", "the stream's name")
    .action(async (name: string, { seen: version, ...options }: JsonOption & SeenOption) => {
      const client = await context.server();
      const gone = await client.streams.delete.mutate({ name, version });
      context.give(options, gone, () => `The stream ${name} is removed. Its records are still in Redis.\n`);
    });
  defineVerb(group, "length", "how many entries it has, or why that is unknown", "stream length orders")
    .argument("<name>", "the stream's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const found = await client.streams.length.query({ name });
      context.give(options, found, () =>
        found.problem === null
          ? `${found.length} of at most ${found.maxLength}\n`
          : `unknown: ${found.problem}\n`,
      );
    });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw badUsage(`Wanted a whole number, found "${text}".`, "Such as 50000.");
  return Number(text);
}
