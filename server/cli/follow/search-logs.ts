import type { AllLogsFound, AllLogsMatch, AllLogsPlace } from "#contract/logs/all-logs.ts";
import type { LogQuery } from "#engine/log/log-matcher.ts";
import { removedText } from "#engine/retention/removed-text.ts";
import type { Client } from "../command/client.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { stampOf } from "./log-output.ts";

/** An answer ends with the piece of a log in which so many were found. */
const LINES_AT_ONCE = 200;

type SearchOptions = JsonOption & {
  readonly timestamps?: boolean;
  /** Also what items and child pipelines printed. */
  readonly children?: boolean;
};

/** Prints the lines of all logs of a pipeline in which the server finds something, each with the name of its track. */
export async function searchLogs(
  context: CommandContext,
  id: number,
  query: LogQuery,
  { json, timestamps = false, children = false }: SearchOptions,
): Promise<void> {
  const client = await context.server();
  const stamp = stampOf(context, timestamps);
  const matches: object[] = [];
  let count = 0;
  for await (const match of foundIn(client, { id, isWithChildren: children, ...query })) {
    count += 1;
    if (json) matches.push(documentOf(match, children));
    else printLine(context, `${stamp(match.at)}${trackText(match)}: ${match.text}`, match);
  }
  if (json) context.give({ json }, { pipeline: id, matches }, () => "");
  const { removedAt, hasMoreBelow } = await client.pipelines.readAllLogs.query({
    id,
    limit: 1,
    isWithChildren: children,
  });
  if (hasMoreBelow) context.say("There are more child pipelines than are searched here.");
  if (count > 0) return;
  context.say(nothingText(id, removedAt));
  if (!children && (await hasChildren(client, id)))
    context.say("What items and child pipelines printed was not searched: add --children.");
}

async function* foundIn(
  client: Client,
  query: LogQuery & { readonly id: number; readonly isWithChildren: boolean },
) {
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

function trackText({ name, attempt }: AllLogsMatch): string {
  return attempt === 1 ? shownText(name) : `${shownText(name)}, attempt ${attempt}`;
}

/** Its pipeline stands once for all of them, unless they are of several. */
function documentOf({ pipeline, name, ...match }: AllLogsMatch, children: boolean): object {
  const { vertex, attempt, line, stream, at, text } = match;
  return { ...(children && { pipeline, name }), vertex, attempt, line, stream, at, text };
}

async function hasChildren(client: Client, id: number): Promise<boolean> {
  const { tracks } = await client.pipelines.show.query({ id });
  return tracks.some(({ child }) => child !== null);
}

function nothingText(id: number, removedAt: Date | undefined): string {
  return removedAt === undefined
    ? `No line of the logs of pipeline ${id} has it.`
    : `No line has it. The logs of pipeline ${id} were ${removedText(removedAt)}.`;
}
