import type { Problem } from "#contract/refusal.ts";
import type { ProblemDocument } from "../command/command-problem.ts";
import { shownText } from "../text/shown-text.ts";
import { commandSentence } from "./command-sentence.ts";

/**
 * A refusal in lines for stderr: what was wanted and found, each problem with its place, what was kept, what to do, and
 * the command that helps.
 *
 * @param file the graph file that was sent, where one was, so that a place reads `FILE:12:3`.
 */
export function problemLines(
  { text, problems = [], kept, todo, command }: ProblemDocument,
  file?: string,
): string[] {
  const [only, ...others] = problems;
  const helps = command === undefined ? undefined : commandSentence(command);
  const tail = [kept, todo, helps].flatMap((sentence) => (sentence ? [shownText(sentence)] : []));
  if (only === undefined) return [shownText(text), ...tail];
  // A single problem is already the sentence: only its place is added.
  if (others.length === 0 && text.includes(only.text))
    return [shownText(placeOf(only, file) + only.text), ...tail];
  return [
    shownText(text),
    ...problems.map((each) => `  ${shownText(placeOf(each, file) + each.text)}`),
    ...tail,
  ];
}

function placeOf({ path, line, column }: Problem, file: string | undefined): string {
  const at = line === undefined ? "" : `${line}${column === undefined ? "" : `:${column}`}: `;
  const inFile = at === "" ? "" : file === undefined ? `line ${at}` : `${file}:${at}`;
  return `${inFile}${path === "" ? "" : `${path}: `}`;
}
