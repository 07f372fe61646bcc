import type { Applied } from "#client/triggers/apply-trigger.ts";
import type { Problem } from "#contract/refusal.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { CommandProblem, type ProblemDocument } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { problemOf } from "../command/problem-of.ts";
import { problemLines } from "../output/problem-lines.ts";
import { shownText } from "../text/shown-text.ts";
import { readGraphFile } from "./read-graph-file.ts";

type Place = { readonly line?: number; readonly column?: number };
type Read<One> =
  | { readonly ok: true; readonly all: readonly One[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** How one thing of a file is made. */
type ApplyingOne<One> = {
  readonly apply: (one: One) => Promise<Applied>;
  /** Where the file says what a problem of the API is about. */
  readonly placeOf: (one: One, path: string) => Place;
  /** What each line says before what was done. */
  readonly before?: string;
};

/** How the things of a file are made. */
type Applying<One> = ApplyingOne<One> & {
  /** `schedule file`. */
  readonly kind: string;
  readonly read: (text: string) => Promise<Read<One>>;
};

/**
 * Reads a file and applies what it holds, one after the other. What the server refuses is said with its place, and keeps no
 * other one from being made. Where the server cannot be reached, the rest is not tried.
 */
export async function applyDocuments<One extends { readonly file: { readonly name: string } }>(
  context: CommandContext,
  { file, ...options }: JsonOption & { readonly file: string },
  { kind, read, ...one }: Applying<One>,
): Promise<void> {
  const all = await readDocumentsOf(context, file, { kind, read });
  const { documents, lines } = await applyEach(context, all, one);
  context.give(options, documents, () => lines.join(""));
}

/** @throws CommandProblem with every problem of the file. */
export async function readDocumentsOf<One>(
  context: CommandContext,
  file: string,
  { kind, read }: Pick<Applying<One>, "kind" | "read">,
): Promise<readonly One[]> {
  const text = await readGraphFile(file, context.terminal.stdin, kind);
  context.sentFile = file === "-" ? "stdin" : file;
  const found = await read(text);
  return found.ok ? found.all : refuseFile(kind, found.problems);
}

/** What was done with the things of a file: for programs, and a line for each. */
export type AppliedAll = {
  readonly documents: object[];
  readonly lines: string[];
  readonly isWhole: boolean;
};

/** Applies one after the other. `isWhole`: each was tried. */
export async function applyEach<One extends { readonly file: { readonly name: string } }>(
  context: CommandContext,
  all: readonly One[],
  { apply, placeOf, before = "" }: ApplyingOne<One>,
): Promise<AppliedAll> {
  const documents: object[] = [];
  const lines: string[] = [];
  for (const [place, one] of all.entries()) {
    const { name } = one.file;
    const shown = shownText(name);
    try {
      const applied = await apply(one);
      documents.push({ name, done: true, ...applied });
      lines.push(`${shown}: ${before}${wordsOf(applied)}.\n`);
    } catch (error) {
      const problem = problemOf(error, context.url, context.requestIds.id);
      if (problem === null) throw error;
      const placed = withPlaces(problem.document, (path) => placeOf(one, path));
      documents.push({ name, done: false, error: placed });
      lines.push(`${shown}: ${before}not done: ${problemLines(placed, context.sentFile).join("\n  ")}\n`);
      const isUnreachable = problem.exitCode === EXIT_CODE.unreachable;
      if (isUnreachable || context.exitCode === EXIT_CODE.ok) context.exitCode = problem.exitCode;
      if (!isUnreachable) continue;
      const left = all.length - place - 1;
      if (left > 0)
        context.say(`${left} more of the file ${left === 1 ? "was" : "were"} not tried: apply it again.`);
      return { documents, lines, isWhole: false };
    }
  }
  return { documents, lines, isWhole: true };
}

function refuseFile(kind: string, problems: readonly Problem[]): never {
  const [first, ...others] = problems;
  const text =
    first !== undefined && others.length === 0 ? first.text : `The ${kind} has ${problems.length} problems.`;
  throw new CommandProblem(EXIT_CODE.badInput, {
    code: "bad-input",
    text,
    problems,
    kept: "Nothing was sent.",
  });
}

function wordsOf({ what, state }: Applied): string {
  if (state === "removed") return what === "changed" ? "removed" : "there is none: nothing was changed";
  return `${what}, ${stateInWords(state)}`;
}

/** How many schedules and triggers. */
export function triggerCount(count: number): string {
  return count === 1 ? "one trigger" : `${count.toLocaleString("en")} triggers`;
}

/** A state of a schedule or a trigger in a sentence. */
export function stateInWords(state: string): string {
  return state === "new" ? "not published" : state;
}

/** A refusal with the places of the file that it is about. That the server is not reached is about none. */
function withPlaces(document: ProblemDocument, placeOf: (path: string) => Place): ProblemDocument {
  if (document.code === "unreachable") return document;
  const about = aboutOf(document);
  const problems: readonly Problem[] = document.problems ?? [
    { path: "", text: document.text, ...placeOf(about) },
  ];
  return {
    ...document,
    problems: problems.map((problem) => ({ ...problem, ...placeOf(problem.path || about) })),
  };
}

/** What is not there is the graph, or its revision. */
function aboutOf({ code, text }: ProblemDocument): string {
  if (code !== "not-found") return "";
  return text.startsWith("There is no graph") ? "graph" : "revision";
}
