import type { Command } from "commander";
import { MAX_STATISTICS_DAYS, type StatisticsView } from "#contract/pipelines/statistics.ts";
import { ENDED_PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { shownText } from "../text/shown-text.ts";
import { spanText, timeText } from "../text/time-text.ts";

type Options = JsonOption & { readonly graph?: string; readonly days: number };

/** `stats`: what became of pipelines in the last days, and how the server was. */
export function addStats(program: Command, context: CommandContext): void {
  defineVerb(program, "stats", "how many pipelines ended how, run times and waiting times", "stats --days 7")
    .option("--graph <name>", "only the pipelines of this graph")
    .option("--days <count>", `of so many days, 1 to ${MAX_STATISTICS_DAYS}`, daysOf, 1)
    .action(async ({ json, graph, days }: Options) => {
      const client = await context.server();
      const view = await client.statistics.show.query({ days, ...(graph !== undefined && { graph }) });
      context.give({ json }, view, () => textOf(context, view));
    });
}

function textOf(context: CommandContext, view: StatisticsView): string {
  const { from, since, graphs, otherGraphs } = view;
  const counts = ENDED_PIPELINE_STATES.map(
    (state) => `${view.ended.reduce((sum, step) => sum + step[state], 0)} ${STATE_WORDS[state]}`,
  );
  const lines = [`Pipelines that ended since ${timeText(since ?? from)}: ${counts.join(", ")}.`];
  if (since !== null) lines.push("There are more before that: they are not counted.");
  lines.push(...serverLines(view));
  const rows = graphs.map(({ name, isDeleted, ended, succeeded, median, p95 }) => [
    `${shownText(name)}${isDeleted ? " (deleted)" : ""}`,
    String(ended),
    `${Math.floor((100 * succeeded) / ended)}%`,
    spanText(median),
    spanText(p95),
  ]);
  if (otherGraphs > 0) rows.push(["(other graphs)", String(otherGraphs), "-", "-", "-"]);
  const table =
    rows.length === 0 ? "" : context.table(["GRAPH", "ENDED", "SUCCEEDED", "MEDIAN", "95% WITHIN"], rows);
  return `${lines.join("\n")}\n${table}`;
}

function serverLines({ server }: StatisticsView): string[] {
  const known = server.filter(({ slots }) => slots !== null);
  const queue = Math.max(0, ...known.map(({ queueAge }) => queueAge ?? 0));
  const slots = known.reduce((sum, step) => sum + (step.slots ?? 0), 0);
  const busy = known.reduce((sum, step) => sum + (step.busySlots ?? 0), 0);
  const used =
    slots === 0 ? "no runner was there" : `${Math.round((100 * busy) / slots)}% of slots were busy`;
  return known.length === 0
    ? ["Of runners and the queue nothing is known yet: a sample is taken each minute."]
    : [`On the server the longest wait for a runner was ${spanText(queue)}, and ${used}.`];
}

function daysOf(text: string): number {
  const days = Number(text);
  if (/^\d{1,2}$/.test(text) && days >= 1 && days <= MAX_STATISTICS_DAYS) return days;
  throw badUsage(`--days is "${text}": wanted is a whole number from 1 to ${MAX_STATISTICS_DAYS}.`);
}
