import type { Problem } from "#contract/refusal.ts";
import { sharingCost } from "#engine/cost/cost.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import { checkValue } from "#engine/values/input-values.ts";
import { refuse } from "./refused.ts";

/**
 * Checks values of a request against their declarations.
 *
 * @param path where the values are in the request, for the problems.
 * @returns the values in their normal form; problems are added to `problems`.
 */
export function checkedValues(...given: Parameters<typeof checkAll>): Record<string, Json> {
  return sharingCost(() => checkAll(...given));
}

function checkAll(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problem[],
): Record<string, Json> {
  const checked: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    const spec = ownOf(specs, name);
    if (spec === undefined) {
      const known = Object.keys(specs);
      const allowed = known.length === 0 ? "it declares none" : `it declares ${known.join(", ")}`;
      problems.push({ path: `${path}.${name}`, text: `"${name}" is not declared here: ${allowed}.` });
      continue;
    }
    const result = checkValue(spec, value);
    if (result.ok) checked[name] = result.value;
    else problems.push({ path: `${path}.${name}`, text: result.problem });
  }
  return checked;
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
