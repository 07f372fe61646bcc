import type { Command } from "commander";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { badUsage } from "../command/command-problem.ts";
import { defineVerb } from "../command/define-verb.ts";
import { printLog } from "../follow/print-log.ts";
import { rowId } from "../input/row-id.ts";

type Options = JsonOption & { attempt?: number; follow?: true; timestamps?: true };

/** `logs PIPELINE VERTEX`: prints the log of an attempt; with `--follow` until the attempt has ended. */
export function addLogs(program: Command, context: CommandContext): void {
  defineVerb(program, "logs", "print what a track's script printed", "logs 7 upgrade --follow")
    .argument("<pipeline>", "the pipeline's number")
    .argument("<vertex>", "the vertex's name")
    .option("--attempt <number>", "this attempt instead of the newest one", attemptOf)
    .option("--follow", "print until the attempt has ended; wait for its begin if needed")
    .option("--timestamps", "begin each line with its time, in this machine's time zone")
    .action((pipeline: string, vertex: string, options: Options) =>
      printLog(context, { id: rowId(pipeline, "pipeline"), vertex }, options),
    );
}

function attemptOf(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw badUsage(`--attempt is "${text}": wanted is a whole number from 1.`);
}
