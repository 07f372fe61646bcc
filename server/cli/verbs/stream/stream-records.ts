import { type Command, InvalidArgumentError } from "commander";
import type { EntryText, StreamEntry } from "#contract/stream-entries.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { shownText } from "../../text/shown-text.ts";
import { timeText } from "../../text/time-text.ts";

export type PageOptions = JsonOption & {
  readonly limit?: number;
  readonly before?: string;
  readonly id?: string;
};

/** `stream records NAME`: what came in last. */
export function addStreamRecords(group: Command, context: CommandContext): void {
  defineVerb(group, "records", "the newest records of a stream", "stream records orders --limit 5")
    .argument("<name>", "the stream's name")
    .option("--limit <n>", "how many; 20 if left out", pageLimit)
    .option("--before <id>", "those before this one")
    .option("--id <id>", "one record with all that it has")
    .action(async (name: string, options: PageOptions) => {
      const { id, limit, before } = options;
      if (id !== undefined) return giveEntry(context, options, { name, isDead: false, id });
      const client = await context.server();
      const asked = { limit, before, isDead: false };
      const found = await client.streams.entries.query({ name, ...asked });
      context.give(options, found, () =>
        found.entries.length === 0
          ? emptyText(found.problem, "It has no such records.")
          : context.table(
              ["ID", "WRITTEN", "RECORD"],
              found.entries.map((entry) => [entry.id, timeText(entry.at), fieldsText(entry)]),
            ),
      );
      tellNext(context, found.next);
    });
}

/** Prints one entry with all that it has. */
export async function giveEntry(
  context: CommandContext,
  options: JsonOption,
  asked: { readonly name: string; readonly isDead: boolean; readonly id: string },
): Promise<void> {
  const client = await context.server();
  const entry = await client.streams.entry.query(asked);
  const { letter } = entry;
  const rows = [
    ["id", entry.id],
    ...(letter === null
      ? []
      : [
          ["reason", valueText(letter.reason)],
          [letter.by, valueText(letter.from)],
          ["id of its record", valueText(letter.originalId)],
        ]),
    ...entry.fields.map((field) => [valueText(field.name), valueText(field.value)]),
  ];
  context.give(options, entry, () => context.table(["FIELD", "VALUE"], rows));
}

/** The fields of an entry in one line. */
export function fieldsText({ fields, fieldCount }: Pick<StreamEntry, "fields" | "fieldCount">): string {
  const shown = fields.map(({ name, value }) => `${valueText(name)}=${valueText(value)}`);
  return [...shown, ...(fieldCount > fields.length ? ["…"] : [])].join(" ");
}

/** A text of Redis; bytes that are none as hexadecimal numbers. */
export function valueText({ text, isText, isCut }: EntryText): string {
  return `${isText ? shownText(text) : `<${text}>`}${isCut ? "…" : ""}`;
}

/** What is said where there is nothing to show. */
export function emptyText(problem: string | null, nothing: string): string {
  return problem === null ? `${nothing}\n` : `unknown: ${problem}\n`;
}

/** Says how the next page is asked for. */
export function tellNext(context: CommandContext, next: string | null): void {
  if (next !== null) context.say(`There are more: --before ${next}`);
}

/** The option `--limit`. */
export function pageLimit(text: string): number {
  const limit = Number(text);
  if (/^\d{1,3}$/.test(text) && limit >= 1 && limit <= 100) return limit;
  throw new InvalidArgumentError("Wanted a number from 1 to 100.");
}
