import type { Command } from "commander";
import { type LogMatcher, type LogQuery, logMatcher } from "#engine/log/log-matcher.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { printFailedLogs } from "../follow/print-failed-logs.ts";
import { printLog } from "../follow/print-log.ts";
import { searchLogs } from "../follow/search-logs.ts";
import { rowId } from "../input/row-id.ts";

type Options = JsonOption & {
  attempt?: number;
  follow?: true;
  tail?: number;
  timestamps?: true;
  failed?: true;
  grep?: string;
  ignoreCase?: true;
  children?: true;
};

/**
 * `logs PIPELINE VERTEX`: prints the log of an attempt; with `--follow` until the attempt has ended. With `--grep` only the
 * lines that have a pattern, also of all tracks.
 */
export function addLogs(program: Command, context: CommandContext): void {
  defineVerb(program, "logs", "print what a track's script printed", "logs 7 upgrade --follow")
    .argument("<pipeline>", "the pipeline's number")
    .argument("[vertex]", "the vertex's name")
    .option("--attempt <number>", "this attempt instead of the newest one", attemptOf)
    .option("--failed", "the logs of all failed tracks, instead of that of one vertex")
    .option("--follow", "print until the attempt has ended; wait for its begin if needed")
    .option("--tail <number>", "begin with this line, counted from the end", tailOf)
    .option("--grep <pattern>", "only lines that have this pattern (RE2); without a vertex of all tracks")
    .option("--children", "with --grep, without a vertex: also what items and child pipelines printed")
    .option("--ignore-case", "the pattern's upper and lower case are the same")
    .option("--timestamps", "begin each line with its time, in this machine's time zone")
    .action((pipeline: string, vertex: string | undefined, options: Options) => {
      context.terminal.endWithReaders();
      const id = rowId(pipeline, "pipeline");
      if (options.failed) {
        refuseBesideFailed(vertex, options);
        return printFailedLogs(context, id, options);
      }
      const search = searchOf(options);
      if (options.children && (vertex !== undefined || search === null))
        throw badUsage("--children is about --grep without a vertex: it searches also below the pipeline.");
      if (vertex === undefined) {
        if (search === null)
          throw badUsage(
            "Name a vertex, or ask for those that failed with --failed, or for lines with --grep.",
          );
        refuseWithoutVertex(options);
        return searchLogs(context, id, search.query, options);
      }
      return printLog(
        context,
        { id, vertex },
        { ...options, ...(search !== null && { matcher: search.matcher }) },
      );
    });
}

/** What is looked for; null where every line is wanted. */
function searchOf({ grep, ignoreCase }: Options): { query: LogQuery; matcher: LogMatcher } | null {
  if (grep === undefined) {
    if (ignoreCase) throw badUsage("--ignore-case is about the pattern of --grep: give one.");
    return null;
  }
  const query = { text: grep, isPattern: true, isCaseExact: ignoreCase !== true };
  const { matcher, problem } = logMatcher(query);
  if (matcher === null) throw badUsage(`--grep is "${grep}". ${problem ?? "Wanted is a pattern."}`);
  return { query, matcher };
}

/** They are about the log of one attempt. */
function refuseWithoutVertex({ attempt, follow, tail }: Options): void {
  const other =
    attempt !== undefined ? "--attempt" : follow ? "--follow" : tail !== undefined ? "--tail" : null;
  if (other !== null) throw badUsage(`${other} is about the log of one attempt: name a vertex.`);
}

function refuseBesideFailed(vertex: string | undefined, { attempt, follow, grep, children }: Options): void {
  const beside = [
    vertex !== undefined && "a vertex",
    attempt !== undefined && "--attempt",
    follow && "--follow",
    children && "--children",
    grep !== undefined && "--grep",
  ];
  const other = beside.find((each) => typeof each === "string");
  if (other) throw badUsage(`--failed prints the newest logs of all failed tracks: leave out ${other}.`);
}

function attemptOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw badUsage(`--attempt is "${text}": wanted is a whole number from 1.`);
}

function tailOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw badUsage(`--tail is "${text}": wanted is a number of lines, from 1.`);
}
