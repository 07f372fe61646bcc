import { type Command, Option } from "commander";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { PIPELINE_STATES, type PipelineState } from "#engine/model/pipeline.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { momentOf } from "../../input/moment.ts";
import { rowId } from "../../input/row-id.ts";
import { summaryDocument } from "../../output/pipeline-document.ts";
import { statePaint, stateWords, tookText } from "../../output/pipeline-text.ts";
import { timeText } from "../../text/time-text.ts";

type ListOptions = JsonOption & {
  readonly graph?: string;
  readonly state?: ListedState;
  readonly by?: string;
  readonly search?: string;
  readonly param?: string;
  readonly label?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly children?: true;
  readonly tests?: true;
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
};

/** The maximum that the API gives in one answer. */
const MAX_LISTED = 200;
/** What the state alone does not say. */
const ONLY = {
  queued: "queued",
  "waiting-for-input": "needs-input",
  "needs-attention": "needs-person",
  "open-failure": "open-failure",
} as const;
export type ListedState = PipelineState | keyof typeof ONLY;
export const LISTED_STATES: readonly ListedState[] = [
  ...PIPELINE_STATES,
  ...(Object.keys(ONLY) as (keyof typeof ONLY)[]),
];

/** `pipeline list`: newest first, a page at a time. */
export function addPipelineList(group: Command, context: CommandContext): void {
  defineVerb(group, "list", "list pipelines, newest first", "pipeline list --graph deploy --state failed")
    .option("--graph <name>", "only those of this graph")
    .addOption(new Option("--state <state>", "only those in this state").choices(LISTED_STATES))
    .option("--by <name>", "only those that this person or program launched")
    .option("--search <text>", "only those whose name contains it")
    .option("--param <name=value>", "only those that were launched with this value")
    .option("--label <name=value>", "only those that were launched with this label")
    .option("--since <time>", "only those launched since then: 2h, 7d, or 2026-11-26T12:00Z", momentOf)
    .option("--until <time>", "only those launched before then", momentOf)
    .option("--children", "also those that a track of another pipeline launched")
    .option("--tests", "only tests of vertices of the draft of --graph, which are left out else")
    .option("--before <id>", "only those launched before this one", (text: string) => rowId(text, "pipeline"))
    .option("--after <id>", "only those launched after this one", (text: string) => rowId(text, "pipeline"))
    .option("--limit <count>", `how many, 1 to ${MAX_LISTED}`, countOf, 50)
    .action(async (options: ListOptions) => {
      const client = await context.server();
      const { pipelines, older, newer, searchedTo } = await client.pipelines.list.query(filterOf(options));
      context.give(options, pipelines.map(summaryDocument), () => {
        if (pipelines.length === 0) return "There are no such pipelines. Start one with `launch NAME`.\n";
        return context.table(
          ["ID", "NAME", "GRAPH", "STATE", "LAUNCHED", "TOOK", "WAITS FOR YOU"],
          rowsOf(context, pipelines),
        );
      });
      const next = options.after === undefined ? older : newer;
      if (next === null) return;
      const word = options.after === undefined ? "--before" : "--after";
      context.say(
        searchedTo === null
          ? `There are more: add ${word} ${next}.`
          : `Searched to ${timeText(searchedTo)}: go on with ${word} ${next}.`,
      );
    });
}

function filterOf({
  graph,
  state,
  by,
  search,
  param,
  label,
  since,
  until,
  children,
  tests,
  before,
  after,
  limit,
}: ListOptions) {
  return {
    graph,
    ...(state !== undefined && stateFilter(state)),
    launchedBy: by,
    text: search,
    param: param === undefined ? undefined : namedText(param, "--param"),
    label: label === undefined ? undefined : namedText(label, "--label"),
    from: since,
    to: until,
    children: children ?? false,
    ...(tests && { tests }),
    ...{ before, after, limit },
  };
}

/** How the API is asked for pipelines in a state. */
export function stateFilter(state: ListedState) {
  return isOnly(state) ? { only: ONLY[state] } : { state };
}

function isOnly(state: ListedState): state is keyof typeof ONLY {
  return Object.hasOwn(ONLY, state);
}

function namedText(text: string, option: string): { name: string; value: string } {
  const at = text.indexOf("=");
  if (at < 1) throw badUsage(`${option} is "${text}": wanted is NAME=VALUE.`);
  return { name: text.slice(0, at), value: text.slice(at + 1) };
}

function rowsOf(context: CommandContext, pipelines: readonly PipelineSummary[]) {
  return pipelines.map((pipeline) => [
    String(pipeline.id),
    pipeline.name,
    pipeline.isTest ? `${pipeline.graph} (test)` : `${pipeline.graph}@${pipeline.revision}`,
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
