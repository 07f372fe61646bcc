import type { Command } from "commander";
import { type EventFeedPage, type FeedEvent, MAX_FEED_PAGE } from "#contract/flow/event-feed.ts";
import { wordOfState } from "#engine/model/state-words.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { isPassing } from "../command/problem-of.ts";
import { OutageTimer } from "../follow/outage-timer.ts";
import { pauseUntilStopped } from "../follow/pause-until-stopped.ts";
import { shownText } from "../text/shown-text.ts";
import { timeText } from "../text/time-text.ts";

type Options = JsonOption & { readonly after?: string; readonly follow?: true; readonly limit: number };

/** How often `--follow` asks once it has everything. */
const ASK_MS = 1_000;
const PAGE = 100;

/** `events`: the event feed, a page at a time; with `--follow` all of it, until it is interrupted. */
export function addEvents(program: Command, context: CommandContext): void {
  defineVerb(program, "events", "transitions of all pipelines, oldest first", "events --follow --json")
    .option("--after <cursor>", "only what is behind this cursor")
    .option("--follow", "print what comes, until Ctrl-C; with --json one event a line")
    .option("--limit <count>", `how many at a time, 1 to ${MAX_FEED_PAGE}`, countOf, PAGE)
    .action(async ({ json, after, follow, limit }: Options) => {
      context.terminal.endWithReaders();
      const asked = { limit, ...(after !== undefined && { after }) };
      if (follow) return followEvents(context, json === true, asked);
      const page = await (await context.server()).events.list.query(asked);
      context.give({ json }, page, () => page.events.map((event) => lineOf(event)).join(""));
      if (page.hasMore && !json) context.say(`There are more: add --after ${page.cursor}.`);
    });
}

async function followEvents(
  context: CommandContext,
  isJson: boolean,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<void> {
  const client = await context.server();
  const interrupt = new AbortController();
  const takeBack = context.terminal.onInterrupt(() => interrupt.abort());
  const outage = new OutageTimer(
    context.url,
    (text) => context.say(text),
    () => interrupt.abort(),
  );
  let cursor = after;
  let isReached = false;
  const ask = async (): Promise<EventFeedPage | null> => {
    try {
      const page = await askUntilStopped(interrupt.signal, (signal) =>
        client.events.list.query({ limit, ...(cursor !== undefined && { after: cursor }) }, { signal }),
      );
      outage.end();
      isReached = true;
      return page;
    } catch (error) {
      if (interrupt.signal.aborted) return null;
      // A server that was never there is told at once.
      if (!isReached || !isPassing(error)) throw error;
      outage.begin();
      return null;
    }
  };
  try {
    while (!interrupt.signal.aborted) {
      const page = await ask();
      if (page === null) {
        await pauseUntilStopped(ASK_MS, interrupt.signal);
        continue;
      }
      for (const event of page.events)
        if (isJson) context.giveLine(event);
        else context.terminal.stdout.write(lineOf(event));
      cursor = page.cursor;
      if (!page.hasMore) await pauseUntilStopped(ASK_MS, interrupt.signal);
    }
  } finally {
    takeBack();
    outage.stopClock();
    if (isReached && cursor !== undefined) context.say(`Go on later with --after ${cursor}.`);
  }
  if (outage.isTooLong) throw outage.problem();
  context.exitCode = EXIT_CODE.interrupted;
}

/** Asks with a signal of its own: what asks takes its listeners off no signal, and this one outlives the question. */
async function askUntilStopped<T>(
  stopped: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const stop = () => own.abort();
  stopped.addEventListener("abort", stop);
  try {
    return await ask(own.signal);
  } finally {
    stopped.removeEventListener("abort", stop);
  }
}

function lineOf({ at, pipeline, graph, revision, track, from, to, kind, who, reason }: FeedEvent): string {
  const change = kind === "refused" || to === null ? "refused" : wordOfState(to);
  const words = [
    timeText(at),
    `#${pipeline}`,
    `${graph}@${revision ?? "draft"}`,
    track ?? "(pipeline)",
    `${from === null ? "-" : wordOfState(from)} -> ${change}`,
    `by ${who}`,
    ...(reason === null ? [] : [`(${reason})`]),
  ];
  return `${shownText(words.join("  "))}\n`;
}

function countOf(text: string): number {
  const count = Number(text);
  if (/^\d{1,4}$/.test(text) && count >= 1 && count <= MAX_FEED_PAGE) return count;
  throw badUsage(`--limit is "${text}": wanted is a whole number from 1 to ${MAX_FEED_PAGE}.`);
}
