import { CommanderError } from "commander";
import { CommandContext } from "./command/command-context.ts";
import type { ProblemDocument } from "./command/command-problem.ts";
import { EXIT_CODE } from "./command/exit-code.ts";
import { bugProblem, problemOf } from "./command/problem-of.ts";
import { problemLines } from "./output/problem-lines.ts";
import type { Terminal } from "./text/terminal.ts";
import { buildProgram } from "./verbs/all-verbs.ts";

/**
 * Carries out a command.
 *
 * @param words the words after `signalbox`.
 * @returns the exit code. It never throws: errors are printed on stderr, and with `--json` as a document too.
 */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<number> {
  const context = new CommandContext(terminal);
  try {
    await buildProgram(context).parseAsync([...words], { from: "user" });
    return context.exitCode;
  } catch (error) {
    const isJson = words.includes("--json");
    // Commander has already printed it on stderr.
    if (error instanceof CommanderError) return afterCommander(context, error, isJson);
    const problem = problemOf(error, context.url, context.requestIds.id);
    if (problem !== null) {
      for (const line of problemLines(problem.document, context.sentFile)) context.say(line);
      giveProblem(context, isJson, problem.document);
      return problem.exitCode;
    }
    const { exitCode, document } = bugProblem(error);
    const isDebug = terminal.env.SIGNALBOX_LOG === "debug" && error instanceof Error;
    context.say(isDebug ? `${document.text}\n${error.stack}` : document.text);
    giveProblem(context, isJson, document);
    return exitCode;
  }
}

function afterCommander(context: CommandContext, error: CommanderError, isJson: boolean): number {
  // Help and version are not errors. A group without a verb shows its help, and is an error.
  if (error.code === "commander.helpDisplayed" || error.code === "commander.version") return EXIT_CODE.ok;
  const text = error.code === "commander.help" ? "A verb is missing." : error.message.replace(/^error: /, "");
  giveProblem(context, isJson, { code: "bad-input", text });
  return EXIT_CODE.badInput;
}

function giveProblem(context: CommandContext, isJson: boolean, problem: ProblemDocument): void {
  if (isJson) context.give({ json: true }, { error: problem }, () => "");
}
