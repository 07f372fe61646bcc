import type { Command } from "commander";
import type { RetentionPreview, RetentionRun } from "#contract/retention.ts";
import { MAX_RETENTION_DAYS, MAX_RETENTION_LAST, policyText } from "#engine/retention/retention-policy.ts";
import { bytesText } from "#engine/text/bytes-text.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { typedFolder } from "../input/folder-path.ts";
import { shownText } from "../text/shown-text.ts";
import { timeText } from "../text/time-text.ts";

type PolicyOptions = JsonOption & {
  readonly days?: number;
  readonly last?: number;
  readonly logDays?: number;
  readonly historyDays?: number;
};

/** `retention show|set|preview|run`: how long ended pipelines are kept. */
export function addRetention(group: Command, context: CommandContext): void {
  addShow(group, context);
  addSet(group, context);
  addPreview(group, context);
  addRun(group, context);
}

function addShow(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "show",
    "the default, and the graphs that have a retention of their own",
    "retention show",
  ).action(async (options: JsonOption) => {
    const client = await context.server();
    const found = await client.retention.show.query();
    context.give(options, found, () =>
      context.table(
        ["GRAPH", "FOLDER", "KEPT", "SET", "BY"],
        found.map(({ graph, isDeleted, folder, policy, changedAt, changedBy }) => [
          `${graph ?? "(default)"}${isDeleted ? " (deleted)" : ""}`,
          folder === null ? "-" : typedFolder(folder),
          policyText(policy),
          changedAt === null ? "-" : timeText(changedAt),
          changedBy ?? "-",
        ]),
      ),
    );
  });
}

function withPolicy(verb: Command): Command {
  return verb
    .option("--days <days>", "keep pipelines that ended within so many days", wholeNumber(MAX_RETENTION_DAYS))
    .option("--last <count>", "keep the last so many that ended", wholeNumber(MAX_RETENTION_LAST))
    .option("--log-days <days>", "keep their logs for so many days", wholeNumber(MAX_RETENTION_DAYS))
    .option(
      "--history-days <days>",
      "keep fires, deliveries and notices for so many days",
      wholeNumber(MAX_RETENTION_DAYS),
    );
}

function addSet(group: Command, context: CommandContext): void {
  const verb = defineVerb(
    group,
    "set",
    "set how long pipelines are kept; what is left out is kept for ever",
    "retention set nightly --days 90 --last 20 --log-days 14",
  ).argument("[graph]", "the graph; without it, the default of all that have none of their own");
  withPolicy(verb)
    .option("--keep-all", "keep everything")
    .option("--use-default", "the graph has none of its own any more")
    .action(
      async (graph: string | undefined, options: PolicyOptions & { keepAll?: true; useDefault?: true }) => {
        const { json, keepAll = false, useDefault = false } = options;
        const policy = policyIn(options);
        // Nothing at all may be a slip: everything would be kept.
        if ([Object.keys(policy).length > 0, keepAll, useDefault].filter(Boolean).length !== 1)
          throw badUsage(
            "Wanted what is kept, or one of --keep-all and --use-default.",
            "For example: retention set nightly --days 90",
          );
        const client = await context.server();
        const saved = await client.retention.set.mutate({
          ...policy,
          ...(graph !== undefined && { graph }),
          ...(useDefault && { useDefault }),
        });
        context.give({ json }, saved, () => `${nameOf(graph)}: ${policyText(saved.policy)}\n`);
      },
    );
}

function addPreview(group: Command, context: CommandContext): void {
  const verb = defineVerb(
    group,
    "preview",
    "what would be removed now; with options, if they were set. Nothing is removed",
    "retention preview nightly --days 30",
  ).argument("[graph]", "the graph; without it, all graphs");
  withPolicy(verb).action(async (graph: string | undefined, options: PolicyOptions) => {
    const policy = policyIn(options);
    const client = await context.server();
    const found = await client.retention.preview.query({
      ...(graph !== undefined && { graph }),
      ...(Object.keys(policy).length > 0 && { policy }),
    });
    context.give({ json: options.json }, found, () => previewText(context, found));
  });
}

function addRun(group: Command, context: CommandContext): void {
  defineVerb(group, "run", "remove now what is kept no longer", "retention run nightly")
    .argument("[graph]", "the graph; without it, all graphs")
    .action(async (graph: string | undefined, options: JsonOption) => {
      const client = await context.server();
      const sum = { pipelines: 0, logs: 0, fires: 0, deliveries: 0, notices: 0 };
      for (let hasMore = true; hasMore; ) {
        const removed: RetentionRun = await client.retention.run.mutate(graph === undefined ? {} : { graph });
        for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += removed[key];
        ({ hasMore } = removed);
      }
      context.give(options, sum, () => `Removed: ${countsText(sum)}.\n`);
    });
}

function previewText(context: CommandContext, found: RetentionPreview): string {
  const { pipelines, logs, fires, deliveries, notices, hasMore } = found;
  const rows = [
    ["pipelines", pipelines, bytesText(pipelines.bytes)],
    ["logs of pipelines that are kept", logs, bytesText(logs.bytes)],
    ["fires", fires, "-"],
    ["deliveries", deliveries, "-"],
    ["notices", notices, "-"],
  ] as const;
  const table = context.table(
    ["WHAT", "COUNT", "LOGS", "OLDEST", "NEWEST"],
    rows.map(([what, { count, oldest, newest }, bytes]) => [
      what,
      String(count),
      bytes,
      oldest === null ? "-" : timeText(oldest),
      newest === null ? "-" : timeText(newest),
    ]),
  );
  const more = hasMore ? "There is more: only so much was counted.\n" : "";
  return `${policyText(found.policy)}\n${table}${more}`;
}

function countsText(counts: Omit<RetentionRun, "hasMore">): string {
  const { pipelines, logs, fires, deliveries, notices } = counts;
  return `${pipelines} pipelines, logs of ${logs} others, ${fires} fires, ${deliveries} deliveries, ${notices} notices`;
}

function policyIn({ days, last, logDays, historyDays }: PolicyOptions) {
  return {
    ...(days !== undefined && { pipelineDays: days }),
    ...(last !== undefined && { pipelineLast: last }),
    ...(logDays !== undefined && { logDays }),
    ...(historyDays !== undefined && { historyDays }),
  };
}

function nameOf(graph: string | undefined): string {
  return graph === undefined ? "All graphs without a retention of their own" : shownText(graph);
}

function wholeNumber(max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : 0;
    if (number < 1 || number > max)
      throw badUsage(
        `Wanted a whole number from 1 to ${max}, found "${shownText(text)}".`,
        "For example: 30",
      );
    return number;
  };
}
