import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { printFailedLogs } from "../follow/print-failed-logs.ts";
import { printLog } from "../follow/print-log.ts";
import { rowId } from "../input/row-id.ts";

type Options = JsonOption & {
  attempt?: number;
  follow?: true;
  tail?: number;
  timestamps?: true;
  failed?: true;
};

/** `logs PIPELINE VERTEX`: prints the log of an attempt; with `--follow` until the attempt has ended. */
export function addLogs(program: Command, context: CommandContext): void {
  defineVerb(program, "logs", "print what a track's script printed", "logs 7 upgrade --follow")
    .argument("<pipeline>", "the pipeline's number")
    .argument("[vertex]", "the vertex's name")
    .option("--attempt <number>", "this attempt instead of the newest one", attemptOf)
    .option("--failed", "the logs of all failed tracks, instead of that of one vertex")
    .option("--follow", "print until the attempt has ended; wait for its begin if needed")
    .option("--tail <number>", "begin with this line, counted from the end", tailOf)
    .option("--timestamps", "begin each line with its time, in this machine's time zone")
    .action((pipeline: string, vertex: string | undefined, options: Options) => {
      const id = rowId(pipeline, "pipeline");
      if (options.failed) {
        refuseBesideFailed(vertex, options);
        return printFailedLogs(context, id, options);
      }
      if (vertex === undefined) throw badUsage("Name a vertex, or ask for those that failed with --failed.");
      return printLog(context, { id, vertex }, options);
    });
}

function refuseBesideFailed(vertex: string | undefined, { attempt, follow }: Options): void {
  const other =
    vertex !== undefined ? "a vertex" : attempt !== undefined ? "--attempt" : follow && "--follow";
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
