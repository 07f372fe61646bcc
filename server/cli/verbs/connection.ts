import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { CONNECTION_KINDS } from "#engine/model/connection.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { folderPath, typedFolder } from "../input/folder-path.ts";
import { type SeenOption, withSeenOption } from "../input/seen-version.ts";
import { timeText } from "../text/time-text.ts";

type SetOptions = JsonOption & {
  readonly kind?: string;
  readonly address?: string;
  readonly username?: string;
  readonly secret?: string;
  readonly ca?: string;
  readonly folder?: string;
};

/** `connection list|show|set|remove|test`: servers that graphs read from and write to. */
export function addConnection(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "all connections that may be used", "connection list").action(
    async (options: JsonOption) => {
      const client = await context.server();
      const found = await client.connections.list.query();
      context.give(options, found, () =>
        found.length === 0
          ? "There are no connections. Store one with `connection set NAME`.\n"
          : context.table(
              ["NAME", "KIND", "ADDRESS", "FOLDER"],
              found.map(({ name, kind, address, folder }) => [name, kind, address, typedFolder(folder)]),
            ),
      );
    },
  );
  defineVerb(group, "show", "one connection", "connection show warehouse")
    .argument("<name>", "the connection's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const found = await client.connections.show.query({ name });
      const version = found.savedAt.getTime();
      const rows = [
        ["name", found.name],
        ["kind", found.kind],
        ["address", found.address],
        ["user name", found.username ?? "-"],
        ["secret", found.secret ?? "-"],
        ["certificates", found.ca === null ? "-" : "its own"],
        ["folder", typedFolder(found.folder)],
        ["saved", `${timeText(found.savedAt)} by ${found.savedBy}`],
        ["version", String(version)],
      ];
      context.give(options, { ...found, version }, () => context.table(["FIELD", "VALUE"], rows));
    });
  defineVerb(
    group,
    "set",
    "store a connection, or replace all of it",
    "connection set warehouse --kind clickhouse --address https://warehouse.example.com:8443/events",
  )
    .argument("<name>", "the name by which graphs use it")
    .option("--kind <kind>", `one of ${CONNECTION_KINDS.join(", ")}`)
    .option("--address <url>", "where the server is, without a user name and a password")
    .option("--username <name>", "the user name")
    .option("--secret <secret>", "the stored secret that is the password or the token")
    .option("--ca <file>", "certificates as PEM that the server's is checked with")
    .option(
      "--folder <folder>",
      "graphs in it and below it may use it; / is the root. Without it, it stays where it is, and a new one is in the root",
    )
    .action(async (name: string, { json, kind, address, username, secret, ca, folder }: SetOptions) => {
      const known = CONNECTION_KINDS.find((each) => each === kind);
      if (known === undefined || address === undefined)
        throw badUsage(
          "A connection needs --kind and --address.",
          `The kinds are ${CONNECTION_KINDS.join(", ")}.`,
        );
      const certificates = ca === undefined ? undefined : await readFile(ca, "utf8").catch(() => null);
      if (certificates === null)
        throw badUsage(`The file ${ca} cannot be read.`, "Name a file with certificates as PEM.");
      const client = await context.server();
      const saved = await client.connections.save.mutate({
        name,
        kind: known,
        address,
        ...(username !== undefined && { username }),
        ...(secret !== undefined && { secret }),
        ...(certificates !== undefined && { ca: certificates }),
        ...(folder !== undefined && { folder: folderPath(folder) }),
      });
      context.give({ json }, saved, () => `The connection ${name} is stored.\n`);
    });
  withSeenOption(
    defineVerb(group, "remove", "forget a connection", "connection remove warehouse"),
    "connection show",
  )
    .argument("<name>", "the connection's name")
    .action(async (name: string, { seen: version, ...options }: JsonOption & SeenOption) => {
      const client = await context.server();
      const gone = await client.connections.delete.mutate({ name, version });
      context.give(
        options,
        gone,
        () => `The connection ${name} is removed. Tracks that use it fail from now on.\n`,
      );
    });
  defineVerb(group, "test", "connect once, and say what came of it", "connection test warehouse")
    .argument("<name>", "the connection's name")
    .action(async (name: string, options: JsonOption) => {
      const client = await context.server();
      const found = await client.connections.test.query({ name });
      context.give(options, found, () => `${found.text}\n`);
      if (!found.isGood) context.exitCode = EXIT_CODE.pipelineFailed;
    });
}
