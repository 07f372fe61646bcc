import { basename } from "node:path";

const MAX_LINES = 300;
const MAX_LINES_OF_A_COMPONENT = 150;
/** Names that say nothing: whatever is in such a file has a better one. */
const EMPTY_NAMES = [
  "utils",
  "util",
  "helpers",
  "helper",
  "common",
  "misc",
  "manager",
  "handler",
  "data",
  "types",
  "constants",
];
const EMPTY_NAME = new RegExp(`(^|-)(${EMPTY_NAMES.join("|")})\\.`);

/** A component that reads which key was pressed by itself. */
const READS_KEY = /\b(?:event|nativeEvent)\.(?:key|code|keyCode|which)\b|onKey(?:Down|Up)=\{\(\{/;

/** What breaks the rules on files, one sentence each: length, name, and keys that are not read by `pressedKey`. */
export function styleProblems(file: string, text: string): string[] {
  const problems: string[] = [];
  const lines = text.split("\n").length - 1;
  const most = file.startsWith("components/") && file.endsWith(".tsx") ? MAX_LINES_OF_A_COMPONENT : MAX_LINES;
  if (lines > most)
    problems.push(`${file} has ${lines} lines; ${most} is the most. Split it by what its parts mean.`);
  const name = basename(file);
  if (EMPTY_NAME.test(name))
    problems.push(`${file} has a name that says nothing. Name it after its main export.`);
  if (/^index\.tsx?$/.test(name))
    problems.push(`${file} is a barrel by its name. Import from the files themselves.`);
  if (file.startsWith("components/") && !/\.test\.tsx?$/.test(file) && READS_KEY.test(text))
    problems.push(
      `${file} reads a key by itself. Use \`pressedKey\`, which knows other layouts and input methods.`,
    );
  return problems;
}
