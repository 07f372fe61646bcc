import type { AllLogsFound, AllLogsMatch, AllLogsPlace } from "#contract/logs/all-logs.ts";
import type { LogQuery } from "#engine/log/log-matcher.ts";
import { removedText } from "#engine/retention/removed-text.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { stampOf } from "./log-output.ts";

/** An answer ends with the piece of a log in which so many were found. */
const LINES_AT_ONCE = 200;

/** Prints the lines of all logs of a pipeline in which the server finds something, each with the name of its track. */
export async function searchLogs(
  context: CommandContext,
  id: number,
  query: LogQuery,
  { json, timestamps = false }: JsonOption & { readonly timestamps?: boolean },
): Promise<void> {
  const client = await context.server();
  const stamp = stampOf(context, timestamps);
  const matches: object[] = [];
  let count = 0;
  for await (const match of foundIn(client, { id, ...query })) {
    count += 1;
    if (json) matches.push(documentOf(match));
    else printLine(context, `${stamp(match.at)}${trackText(match)}: ${match.text}`, match);
  }
  if (json) context.give({ json }, { pipeline: id, matches }, () => "");
  if (count === 0) context.say(await nothingText(client, id));
}

async function* foundIn(client: Client, query: LogQuery & { readonly id: number }) {
  let after: AllLogsPlace | null = null;
  for (let isEnd = false; !isEnd; ) {
    const asked = { ...query, after, limit: LINES_AT_ONCE, isEveryTold: true };
    const found: AllLogsFound = await client.pipelines.searchAllLogs.query(asked);
    yield* found.matches;
    after = found.next;
    isEnd = found.isEnd;
  }
}

function printLine(context: CommandContext, text: string, { stream }: AllLogsMatch): void {
  if (stream === "system") context.say(text);
  else context.terminal.stdout.write(`${text}\n`);
}

function trackText({ vertex, attempt }: AllLogsMatch): string {
  return attempt === 1 ? shownText(vertex) : `${shownText(vertex)}, attempt ${attempt}`;
}

/** Its pipeline stands once for all of them. */
function documentOf({ vertex, attempt, line, stream, at, text }: AllLogsMatch): object {
  return { vertex, attempt, line, stream, at, text };
}

async function nothingText(client: Client, id: number): Promise<string> {
  const { removedAt } = await client.pipelines.readAllLogs.query({ id, limit: 1 });
  return removedAt === undefined
    ? `No line of the logs of pipeline ${id} has it.`
    : `No line has it. The logs of pipeline ${id} were ${removedText(removedAt)}.`;
}
