import { type Command, Option } from "commander";
import type { PipelineSummary } from "#contract/pipelines.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { statePaint, stateWords, tookText } from "../../output/pipeline-text.ts";
import { timeText } from "../../text/time-text.ts";

type ListOptions = JsonOption & {
  readonly graph?: string;
  readonly state?: PipelineSummary["state"];
  readonly before?: number;
  readonly limit: number;
};

/** The maximum that the API gives in one answer. */
const MAX_LISTED = 200;
const STATES: readonly PipelineSummary["state"][] = [
  "running",
  "succeeded",
  "failed",
  "cancelled",
  "reverting",
  "reverted",
];

/** `pipeline list`: newest first, a page at a time. */
export function addPipelineList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list pipelines, newest first", "pipeline list --graph deploy --state failed")
    .option("--graph <name>", "only those of this graph")
    .addOption(new Option("--state <state>", "only those in this state").choices(STATES))
    .option("--before <id>", "only those launched before this one", (text: string) => rowId(text, "pipeline"))
    .option("--limit <count>", `how many, 1 to ${MAX_LISTED}`, countOf, 50)
    .action(async ({ json, ...filter }: ListOptions) => {
      const client = await context.server();
      const { pipelines, next } = await client.pipelines.list.query(filter);
      context.give({ json }, pipelines.map(summaryDocument), () => {
        if (pipelines.length === 0) return "There are no such pipelines. Start one with `launch NAME`.\n";
        return context.table(
          ["ID", "NAME", "GRAPH", "STATE", "LAUNCHED", "TOOK", "WAITS FOR YOU"],
          rowsOf(context, pipelines),
        );
      });
      if (next !== null) context.say(`There are more: add --before ${next}.`);
    });
}

function rowsOf(context: CommandContext, pipelines: readonly PipelineSummary[]) {
  return pipelines.map((pipeline) => [
    String(pipeline.id),
    pipeline.name,
    `${pipeline.graph}@${pipeline.revision}`,
    { text: stateWords(pipeline), paint: statePaint(context, pipeline) },
    timeText(pipeline.launchedAt),
    tookText(pipeline.launchedAt, pipeline.finishedAt),
    pipeline.needs,
  ]);
}

function countOf(text: string): number {
  const count = Number(text);
  if (/^\d{1,4}$/.test(text) && count >= 1 && count <= MAX_LISTED) return count;
  throw badUsage(`--limit is "${text}": wanted is a whole number from 1 to ${MAX_LISTED}.`);
}
