import type { GraphTextProblem } from "./yaml/read-yaml-text.ts";

/** The first problem of a text, as where there is room for one only: with its line, where it has one. */
export function firstProblem([first]: readonly GraphTextProblem[]): string {
  if (first === undefined) return "There is nothing in it to read.";
  return first.line === undefined ? first.text : `Line ${first.line}: ${first.text}`;
}
