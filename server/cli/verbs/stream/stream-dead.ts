import type { Command } from "commander";
import type { WorkedLetters } from "#contract/stream-entries.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { timeText } from "../../text/time-text.ts";
import {
  emptyText,
  fieldsText,
  giveEntry,
  type PageOptions,
  pageLimit,
  tellNext,
  valueText,
} from "./stream-records.ts";

type DeadOptions = PageOptions & {
  readonly search?: string;
  readonly all?: true;
  readonly putBack?: true | readonly string[];
  readonly remove?: true | readonly string[];
};

/** `stream dead NAME`: dead letters are looked at, put back, or removed. */
export function addStreamDead(group: Command, context: CommandContext): void {
  defineVerb(group, "dead", "the dead letters of a stream; put back or remove them", "stream dead orders")
    .argument("<name>", "the stream's name")
    .option("--limit <n>", "how many; 20 if left out", pageLimit)
    .option("--before <id>", "those before this one")
    .option("--id <id>", "one with all that it has")
    .option("--search <text>", "those with this in their reason, origin or id")
    .option("--put-back [ids...]", "write their records to the end of the stream again")
    .option("--remove [ids...]", "delete them for good")
    .option("--all", "put back or remove all that match --search")
    .action(async (name: string, options: DeadOptions) => {
      const { id, putBack, remove } = options;
      if (putBack !== undefined || remove !== undefined) return work(context, name, options);
      if (options.all) throw badUsage("--all needs --put-back or --remove.", "Such as `--put-back --all`.");
      if (id !== undefined) return giveEntry(context, options, { name, isDead: true, id });
      return list(context, name, options);
    });
}

async function list(context: CommandContext, name: string, options: DeadOptions): Promise<void> {
  const { limit, before, search } = options;
  const client = await context.server();
  const found = await client.streams.entries.query({ name, isDead: true, limit, before, search });
  context.give(options, found, () =>
    found.entries.length === 0
      ? emptyText(found.problem, "It has no such dead letters.")
      : context.table(
          ["ID", "DIED", "TIMES", "REASON", "FROM", "RECORD"],
          found.entries.map(({ letter, ...entry }) => [
            ...[entry.id, timeText(entry.at), String(letter?.deliveries ?? "-")],
            letter === null ? "-" : valueText(letter.reason),
            letter === null ? "-" : `${letter.by} ${valueText(letter.from)}`,
            fieldsText(entry),
          ]),
        ),
  );
  tellNext(context, found.next);
}

async function work(context: CommandContext, name: string, options: DeadOptions): Promise<void> {
  const { putBack, remove, all, search } = options;
  if (putBack !== undefined && remove !== undefined)
    throw badUsage("--put-back and --remove exclude each other.", "Do one after the other.");
  const given = putBack ?? remove;
  const ids = given === undefined || given === true ? [] : given;
  if (ids.length > 0 === (all === true))
    throw badUsage("Wanted either ids or --all.", "Such as `--put-back 1795763045050-0`.");
  if (ids.length > 0 && search !== undefined)
    throw badUsage("--search is for --all.", "Leave it out where ids are given.");
  const client = await context.server();
  const ask = putBack === undefined ? client.streams.removeDead : client.streams.putBack;
  const sum =
    ids.length > 0 ? await ask.mutate({ name, ids: [...ids] }) : await workAll(client, ask, { name, search });
  const what = putBack === undefined ? "removed" : "put back";
  context.give(options, sum, () => `${sum.done} ${what}.\n`);
  if (sum.gone > 0) context.say(`${sum.gone} were not there any more.`);
  if (sum.unfit > 0) context.say(`${sum.unfit} have no record that could be put back, and stay.`);
  if (!sum.isFull) return;
  context.say("The stream is as long as it may be, so the rest stay dead letters.");
  context.exitCode = EXIT_CODE.refused;
}

/** All that there are now: what dies meanwhile is not meant. */
async function workAll(
  client: Client,
  ask: Client["streams"]["putBack"],
  { name, search }: { readonly name: string; readonly search: string | undefined },
): Promise<WorkedLetters> {
  const newest = await client.streams.entries.query({ name, isDead: true, limit: 1 });
  // Where it cannot be asked, the server says so again.
  const upTo = newest.entries[0]?.id ?? "0-1";
  let sum: WorkedLetters = { done: 0, gone: 0, unfit: 0, isFull: false, next: null };
  do {
    const more = await ask.mutate({ name, upTo, search, ...(sum.next !== null && { from: sum.next }) });
    sum = { ...more, done: sum.done + more.done, unfit: sum.unfit + more.unfit };
  } while (sum.next !== null && !sum.isFull);
  return sum;
}
