import { type Command, Option } from "commander";
import { isOutcomeUnknown } from "#client/request-link.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage, type ProblemDocument } from "../../command/command-problem.ts";
import { BUG, bugProblem, problemOf } from "../../command/problem-of.ts";
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
  options: PipelineChoice & { readonly verb: string },
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

/** What became of one of several pipelines. */
type Result = { readonly pipeline: number; readonly done: boolean } & Readonly<Record<string, unknown>>;

/** After one of these the next pipeline would have no other result: the others are not tried. */
const ENDS: ReadonlySet<string> = new Set(["unreachable", "database-away", "outcome-unknown", BUG]);

/**
 * Does something to one pipeline after the other and gives a result for each, as text as soon as it is known: a refusal
 * of one keeps no other from being done. A lost connection or a bug ends it: then it is said what was not tried, and how
 * to go on. The exit code is that of the first refusal.
 *
 * @param options `verb`: what is done, as it is typed; `said`: what the last line counts, where that is not what was done.
 */
export async function doToEach(
  context: CommandContext,
  options: JsonOption & { readonly verb: string; readonly said?: string },
  ids: readonly number[],
  act: (id: number) => Promise<Done>,
): Promise<void> {
  const results: Result[] = [];
  const put = (result: Result, text: string) => {
    results.push(result);
    if (options.json !== true) context.give({}, null, () => `${result.pipeline}: ${text}\n`);
  };
  for (const [place, id] of ids.entries()) {
    try {
      const { text, document } = await act(id);
      put({ pipeline: id, done: true, ...document }, text);
    } catch (error) {
      const problem = problemOf(error, context.url, context.requestIds.id) ?? bugProblem(error);
      if (context.exitCode === 0) context.exitCode = problem.exitCode;
      const isEnd = ENDS.has(problem.document.code);
      const document = isEnd ? afterLost(problem.document, id, isOutcomeUnknown(error)) : problem.document;
      put({ pipeline: id, done: false, error: document }, `not done: ${problemLines(document).join(" ")}`);
      if (!isEnd) continue;
      const left = ids.slice(place + 1);
      for (const other of left)
        results.push({
          pipeline: other,
          done: false,
          error: { code: "not-tried", text: "It was not tried." },
        });
      context.say(
        [
          ...(left.length > 0 ? [`Not tried: ${left.join(", ")}.`] : []),
          `Go on with \`pipeline ${options.verb} ${[id, ...left].join(" ")}\` and the same options, without --state and --graph.`,
        ].join("\n"),
      );
      break;
    }
  }
  const count = results.filter(({ done }) => done).length;
  context.give(options, results, () => `${count} of ${results.length} ${options.said ?? "done"}.\n`);
}

/** What is said of the pipeline at which it ended. The same command again would choose others, so its id does not help. */
function afterLost(problem: ProblemDocument, id: number, isUnknown: boolean): ProblemDocument {
  if (!isUnknown) return problem;
  return {
    ...problem,
    kept: "It is unknown whether it was done.",
    todo: `Look at it first: \`pipeline show ${id}\`.`,
  };
}
