import type { Command } from "commander";
import type { Problem } from "#contract/refusal.ts";
import { fileKeyOf } from "#engine/schedules/file-key.ts";
import type { ReadSchedule } from "#engine/schedules/read-schedule-text.ts";
import type { DesiredState } from "#engine/schedules/reconcile-schedule.ts";
import type { Client } from "../../command/client.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { CommandProblem, type ProblemDocument } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { problemOf } from "../../command/problem-of.ts";
import { readGraphFile } from "../../input/read-graph-file.ts";
import { saveInputOf } from "../../input/schedule-input.ts";
import { problemLines } from "../../output/problem-lines.ts";
import { shownText } from "../../text/shown-text.ts";

/** What was done with a schedule of the file. */
type Applied = {
  readonly what: "made" | "changed" | "unchanged";
  /** What it should be now. */
  readonly state: DesiredState;
};

/** `schedule apply -f FILE|-`: makes the schedules as the file says. */
export function addScheduleApply(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "apply",
    "make, change, publish, pause or remove schedules as a file says",
    "schedule apply -f schedules.yaml",
  )
    .requiredOption("-f, --file <file>", "a schedule file in YAML or JSON; - reads stdin")
    .action(async (options: JsonOption & { file: string }) => {
      const text = await readGraphFile(options.file, context.terminal.stdin, "schedule file");
      context.sentFile = options.file === "-" ? "stdin" : options.file;
      const schedules = await readSchedules(text);
      const client = await context.server();
      const documents: object[] = [];
      const lines: string[] = [];
      for (const [place, schedule] of schedules.entries()) {
        const { name } = schedule.file;
        const shown = shownText(name);
        try {
          const applied = await applyOne(client, schedule);
          documents.push({ name, done: true, ...applied });
          lines.push(`${shown}: ${wordsOf(applied)}.\n`);
        } catch (error) {
          const problem = problemOf(error, context.url, context.requestIds.id);
          if (problem === null) throw error;
          const placed = withPlaces(problem.document, schedule);
          documents.push({ name, done: false, error: placed });
          lines.push(`${shown}: not done: ${problemLines(placed, context.sentFile).join("\n  ")}\n`);
          const isUnreachable = problem.exitCode === EXIT_CODE.unreachable;
          if (isUnreachable || context.exitCode === EXIT_CODE.ok) context.exitCode = problem.exitCode;
          if (!isUnreachable) continue;
          context.say(`${schedules.length - place - 1} more of the file were not tried: apply it again.`);
          break;
        }
      }
      context.give(options, documents, () => lines.join(""));
    });
}

/** The reader is loaded for it alone: other verbs start without. */
async function readSchedules(text: string): Promise<readonly ReadSchedule[]> {
  const { readScheduleText } = await import("#engine/schedules/read-schedule-text.ts");
  const read = readScheduleText(text);
  if (read.ok) return read.schedules;
  const [first, ...others] = read.problems;
  throw new CommandProblem(EXIT_CODE.badInput, {
    code: "bad-input",
    text:
      first !== undefined && others.length === 0
        ? first.text
        : `The schedule file has ${read.problems.length} problems.`,
    problems: read.problems,
    kept: "Nothing was sent.",
  });
}

async function applyOne(client: Client, { file }: ReadSchedule): Promise<Applied> {
  const { name, state } = file;
  if (state === "removed") return { what: (await remove(client, name)) ? "changed" : "unchanged", state };
  const saved = await client.schedules.save.mutate(saveInputOf(file));
  const wanted = state ?? saved.desired;
  const isSet = wanted !== saved.desired;
  if (isSet) await client.schedules.set.mutate({ name, desired: wanted });
  return { what: saved.isNew ? "made" : saved.isChanged || isSet ? "changed" : "unchanged", state: wanted };
}

/** @returns whether there was one. */
async function remove(client: Client, name: string): Promise<boolean> {
  try {
    const { isChanged } = await client.schedules.set.mutate({ name, desired: "removed" });
    return isChanged;
  } catch (error) {
    if (problemOf(error, "", "")?.document.code === "not-found") return false;
    throw error;
  }
}

function wordsOf({ what, state }: Applied): string {
  if (state === "removed") return what === "changed" ? "removed" : "there is none: nothing was changed";
  const is = state === "new" ? "not published" : state;
  return `${what}, ${is}`;
}

/** A refusal with the places of the file that it is about. That the server is not reached is about none. */
function withPlaces(document: ProblemDocument, { placeOf }: ReadSchedule): ProblemDocument {
  if (document.code === "unreachable") return document;
  const problems: readonly Problem[] = document.problems ?? [
    { path: "", text: document.text, ...placeOf(aboutOf(document)) },
  ];
  return {
    ...document,
    problems: problems.map((problem) => ({ ...problem, ...placeOf(keyOf(problem, document)) })),
  };
}

function keyOf({ path }: Problem, document: ProblemDocument): string {
  return path === "" ? aboutOf(document) : fileKeyOf(path);
}

/** What is not there is the graph, or its revision. */
function aboutOf({ code, text }: ProblemDocument): string {
  if (code !== "not-found") return "";
  return text.startsWith("There is no graph") ? "graph" : "revision";
}
