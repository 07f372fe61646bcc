import type { Command } from "commander";
import { type AuditEntryView, MAX_AUDIT_PAGE } from "#contract/audit/audit.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { timeText } from "../../text/time-text.ts";
import { addFilterOptions, type FilterOptions, filterOf } from "./audit-filter.ts";

type ListOptions = JsonOption & FilterOptions & { readonly before?: number; readonly limit: number };

/** `audit list`: who did what, newest first, a page at a time. */
export function addAuditList(group: Command, context: CommandContext): void {
  addFilterOptions(defineVerb(group, "list", "who did what, newest first", "audit list --since 2d --who ann"))
    .option("--before <id>", "only entries before this one", (text: string) => rowId(text, "entry"))
    .option("--limit <count>", `how many, 1 to ${MAX_AUDIT_PAGE}`, countOf, 50)
    .action(async ({ json, before, limit, ...filter }: ListOptions) => {
      const client = await context.server();
      const asked = { ...filterOf(filter), limit, ...(before !== undefined && { before }) };
      const { entries, next } = await client.audit.list.query(asked);
      context.give({ json }, entries, () =>
        entries.length === 0
          ? "There are no such entries.\n"
          : context.table(["ID", "AT", "WHO", "WHAT", "ABOUT", "RESULT", "FROM"], entries.map(rowOf)),
      );
      if (next !== null) context.say(`There are more: add --before ${next}.`);
    });
}

function rowOf(entry: AuditEntryView): string[] {
  const { id, at, act, result, times, address } = entry;
  return [
    String(id),
    timeText(at),
    whoText(entry),
    act,
    aboutText(entry),
    times === 1 ? result : `${result}, ${times} times`,
    address,
  ];
}

function whoText({ who, whoId, whoName }: AuditEntryView): string {
  if (whoId === null) return whoName || who;
  return who === "person" ? `${whoName} (person ${whoId})` : `${whoName} (${whoId})`;
}

function aboutText({ objectKind, objectId, objectName }: AuditEntryView): string {
  return [objectKind, objectId === null ? null : String(objectId), objectName]
    .filter((word) => word !== null)
    .join(" ");
}

function countOf(text: string): number {
  const count = Number(text);
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= MAX_AUDIT_PAGE) return count;
  throw badUsage(`--limit is "${text}": wanted is a whole number from 1 to ${MAX_AUDIT_PAGE}.`);
}
