import type { Problem } from "#contract/refusal.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { CommandProblem, type ProblemDocument } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { problemOf } from "../command/problem-of.ts";
import { problemLines } from "../output/problem-lines.ts";
import { shownText } from "../text/shown-text.ts";
import { readGraphFile } from "./read-graph-file.ts";

/** What was done with one thing of a file. */
export type Applied<State extends string> = {
  readonly what: "made" | "changed" | "unchanged";
  /** What it should be now. */
  readonly state: State;
};

type Place = { readonly line?: number; readonly column?: number };
type Read<One> =
  | { readonly ok: true; readonly all: readonly One[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** How the things of a file are made. */
type Applying<One, State extends string> = {
  /** `schedule file`. */
  readonly kind: string;
  readonly read: (text: string) => Promise<Read<One>>;
  readonly apply: (one: One) => Promise<Applied<State>>;
  /** Where the file says what a problem of the API is about. */
  readonly placeOf: (one: One, path: string) => Place;
};

/**
 * Reads a file and applies what it holds, one after the other. What the server refuses is said with its place, and keeps no
 * other one from being made. Where the server cannot be reached, the rest is not tried.
 */
export async function applyDocuments<
  One extends { readonly file: { readonly name: string } },
  State extends string,
>(
  context: CommandContext,
  { file, ...options }: JsonOption & { readonly file: string },
  { kind, read, apply, placeOf }: Applying<One, State>,
): Promise<void> {
  const text = await readGraphFile(file, context.terminal.stdin, kind);
  context.sentFile = file === "-" ? "stdin" : file;
  const found = await read(text);
  if (!found.ok) refuseFile(kind, found.problems);
  const documents: object[] = [];
  const lines: string[] = [];
  for (const [place, one] of found.all.entries()) {
    const { name } = one.file;
    const shown = shownText(name);
    try {
      const applied = await apply(one);
      documents.push({ name, done: true, ...applied });
      lines.push(`${shown}: ${wordsOf(applied)}.\n`);
    } catch (error) {
      const problem = problemOf(error, context.url, context.requestIds.id);
      if (problem === null) throw error;
      const placed = withPlaces(problem.document, (path) => placeOf(one, path));
      documents.push({ name, done: false, error: placed });
      lines.push(`${shown}: not done: ${problemLines(placed, context.sentFile).join("\n  ")}\n`);
      const isUnreachable = problem.exitCode === EXIT_CODE.unreachable;
      if (isUnreachable || context.exitCode === EXIT_CODE.ok) context.exitCode = problem.exitCode;
      if (!isUnreachable) continue;
      context.say(`${found.all.length - place - 1} more of the file were not tried: apply it again.`);
      break;
    }
  }
  context.give(options, documents, () => lines.join(""));
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

/**
 * Removes something.
 *
 * @returns whether there was one.
 */
export async function removeIfThere(
  remove: () => Promise<{ readonly isChanged: boolean }>,
): Promise<boolean> {
  try {
    return (await remove()).isChanged;
  } catch (error) {
    if (problemOf(error, "", "")?.document.code === "not-found") return false;
    throw error;
  }
}

function wordsOf({ what, state }: Applied<string>): string {
  if (state === "removed") return what === "changed" ? "removed" : "there is none: nothing was changed";
  const is = state === "new" ? "not published" : state;
  return `${what}, ${is}`;
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
