import { withChange } from "#components/draft/use-vertex.ts";
import { inputJson } from "#engine/graph-file/graph-file-json.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import type { FileFields, FilePart } from "#engine/shape/file-part.ts";

/** Where a param of a child graph gets its value: its default, a fixed value, an expression, or a person. */
export type ParamChoice = "usual" | "fixed" | "expression" | "ask";

/** What the input that gives a param its value says; a param without an input has its default. */
export function choiceOf(input: InputSpec | undefined): ParamChoice {
  if (input === undefined) return "usual";
  if (input.from !== undefined) return "expression";
  if (input.required === true && input.ask !== "never") return "ask";
  return input.default === undefined ? "usual" : "fixed";
}

/**
 * The input that gives a param its value, as in a graph file; null: none is needed. One that is there keeps its type and
 * its limits, a new one has those of the param. Where only the value or the expression is another one, all else stays.
 *
 * @param value of a fixed value, or the text of an expression.
 */
export function inputFor(
  param: InputSpec,
  input: InputSpec | undefined,
  choice: ParamChoice,
  value?: FilePart,
): FileFields | null {
  if (choice === "usual") return null;
  const { ask: _ask, from: _from, ...shape } = param;
  const base = inputJson(input ?? shape);
  if (input !== undefined && choice === choiceOf(input)) {
    if (choice === "fixed") return withChange(base, { default: value });
    if (choice === "expression") return withChange(base, { from: value });
  }
  switch (choice) {
    case "fixed":
      return withChange(base, { default: value, from: undefined, required: undefined });
    case "expression":
      return withChange(base, { from: value, default: undefined, required: undefined });
    case "ask":
      return withChange(base, { from: undefined, required: true, ask: undefined });
  }
}

/** A required param that nothing gives a value. */
export function isMissing(param: InputSpec, input: InputSpec | undefined): boolean {
  return param.required === true && param.default === undefined && choiceOf(input) === "usual";
}
