import { type Command, Option } from "commander";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { problemOf } from "../../command/problem-of.ts";
import { rowId } from "../../input/row-id.ts";
import { problemLines } from "../../output/problem-lines.ts";
import { LISTED_STATES, type ListedState, stateFilter } from "./pipeline-list.ts";

/** Chooses pipelines by their state, where no ids are given. */
export type PipelineChoice = JsonOption & { readonly state?: ListedState; readonly graph?: string };

/** What was done to one pipeline: as a line, and for `--json`. */
export type Done = { readonly text: string; readonly document: object };

/** As many as the API gives in one answer. */
const PAGE = 200;

/** The arguments and options with which a verb takes one pipeline, several, or all in a state. */
export function takingPipelines(verb: Command): Command {
  return verb
    .argument("[ids...]", "the pipelines' numbers")
    .addOption(new Option("--state <state>", "all pipelines in this state").choices(LISTED_STATES))
    .option("--graph <name>", "with --state: only those of this graph");
}

/**
 * The ids that were typed, or those of all pipelines in the state that was named, oldest first. Child pipelines have to be
 * typed: what is done to a pipeline concerns those below it, too.
 *
 * @throws CommandProblem where neither or both were given.
 */
export async function chosenPipelines(
  client: Client,
  ids: readonly string[],
  { state, graph }: PipelineChoice,
): Promise<readonly number[]> {
  const isChosen = state !== undefined || graph !== undefined;
  if (ids.length > 0 && isChosen)
    throw badUsage("Both numbers of pipelines and --state or --graph were given: give one of them.");
  if (ids.length > 0) return [...new Set(ids.map((id) => rowId(id, "pipeline")))];
  if (state === undefined)
    throw badUsage(
      "It is not said which pipelines.",
      "Name their numbers, or add --state, such as --state failed.",
    );
  const found: number[] = [];
  for (let before: number | undefined; ; ) {
    const page = await client.pipelines.list.query({ ...stateFilter(state), graph, before, limit: PAGE });
    found.push(...page.pipelines.map(({ id }) => id));
    if (page.older === null) return found.reverse();
    before = page.older;
  }
}

/**
 * Does something to the chosen pipelines. Where one id was typed the result is that of the one, and a refusal is the
 * refusal of the command.
 *
 * @throws CommandProblem where it is not clear which are chosen.
 */
export async function doToChosen(
  context: CommandContext,
  client: Client,
  typed: readonly string[],
  options: PipelineChoice,
  act: (id: number) => Promise<Done>,
): Promise<void> {
  const ids = await chosenPipelines(client, typed, options);
  const [only] = ids;
  if (only === undefined || ids.length > 1 || typed.length !== 1) {
    await doToEach(context, options, ids, act);
    return;
  }
  const { text, document } = await act(only);
  context.give(options, document, () => `${text}\n`);
}

/**
 * Does something to one pipeline after the other and gives a result for each: a refusal of one keeps no other from being
 * done. The exit code is that of the first refusal.
 *
 * @throws what is no refusal, such as a lost connection.
 */
export async function doToEach(
  context: CommandContext,
  options: JsonOption,
  ids: readonly number[],
  act: (id: number) => Promise<Done>,
): Promise<void> {
  const results: { pipeline: number; done: boolean; text: string; more: object }[] = [];
  for (const id of ids) {
    try {
      const { text, document } = await act(id);
      results.push({ pipeline: id, done: true, text, more: document });
    } catch (error) {
      const problem = problemOf(error, context.url, context.requestIds.id);
      if (problem === null || problem.document.code === "unreachable") throw error;
      if (context.exitCode === 0) context.exitCode = problem.exitCode;
      const text = problemLines(problem.document).join(" ");
      results.push({ pipeline: id, done: false, text, more: { error: problem.document } });
    }
  }
  const documents = results.map(({ pipeline, done, more }) => ({ pipeline, done, ...more }));
  context.give(options, documents, () => {
    const count = results.filter(({ done }) => done).length;
    const lines = results.map(
      ({ pipeline, done, text }) => `${pipeline}: ${done ? "" : "not done: "}${text}`,
    );
    return [...lines, `${count} of ${results.length} done.`, ""].join("\n");
  });
}
