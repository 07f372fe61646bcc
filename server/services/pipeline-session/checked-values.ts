import type { Problem } from "#contract/refusal.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import { checkValues } from "#engine/values/check-values.ts";
import { refuse } from "../refusals/refused.ts";

/**
 * Checks values of a request against their declarations.
 *
 * @param path where the values are in the request, for the problems.
 * @returns the values in their normal form; problems are added to `problems`.
 */
export function checkedValues(
  specs: Readonly<Record<string, InputSpec>>,
  given: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problem[],
): Record<string, Json> {
  const checked = checkValues(specs, given, path);
  problems.push(...checked.problems);
  return checked.values;
}

/** Refuses the whole request if there is any problem with its values. It is called before anything is written. */
export function refuseProblems(problems: readonly Problem[], what: string): void {
  if (problems.length === 0) return;
  const text =
    problems.length === 1 ? (problems[0]?.text ?? "") : `${problems.length} values of ${what} do not fit.`;
  refuse("bad-input", text, {
    problems,
    kept: "Nothing was written.",
    todo: "Correct the values and try again.",
  });
}
