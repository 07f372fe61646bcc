import { sharingCost } from "../cost/cost.ts";
import { ownOf } from "../json/json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { checkValue } from "./input-values.ts";

/** A problem, and the place of the value that has it. */
type ValueProblem = { readonly path: string; readonly text: string };

/** Values in their normal form, without those that have a problem. */
export type CheckedValues = {
  readonly values: Record<string, Json>;
  readonly problems: readonly ValueProblem[];
};

/**
 * Checks values against their declarations. All of them share one cost.
 *
 * @param path where the values are, for the problems.
 */
export function checkValues(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, unknown>>,
  path: string,
): CheckedValues {
  return sharingCost(() => {
    const checked: Record<string, Json> = {};
    const problems: ValueProblem[] = [];
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
    return { values: checked, problems };
  });
}
