import type { Command } from "commander";
import type { AuditEntryView } from "#contract/audit/audit.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { addFilterOptions, type FilterOptions, filterOf } from "./audit-filter.ts";
import { auditPages } from "./audit-pages.ts";

/** `audit export`: all entries that match, oldest first, one JSON document a line. */
export function addAuditExport(group: Command, context: CommandContext): void {
  addFilterOptions(
    defineVerb(
      group,
      "export",
      "print all entries, oldest first, as one JSON object a line",
      "audit export > audit.ndjson",
    ),
  ).action(async ({ json, ...filter }: JsonOption & FilterOptions) => {
    const { stdout } = context.terminal;
    context.terminal.endWithReaders();
    let count = 0;
    if (json) stdout.write("[");
    for await (const entries of auditPages(await context.server(), filterOf(filter)))
      for (const entry of entries) {
        stdout.write(json ? `${count === 0 ? "" : ","}\n${lineOf(entry)}` : `${lineOf(entry)}\n`);
        count += 1;
      }
    if (json) stdout.write("\n]\n");
    context.say(`${count} entries.`);
  });
}

function lineOf(entry: AuditEntryView): string {
  return JSON.stringify({ ...entry, at: entry.at.toISOString() });
}
