import type { InputSpec } from "../model/graph-content.ts";
import { type CheckedValues, checkValues } from "../values/check-values.ts";

/**
 * The params of a schedule in their normal form, and what is wrong with them. A required one that is missing would make
 * every launch fail.
 *
 * @param specs the params that the graph declares.
 */
export function checkParams(
  specs: Readonly<Record<string, InputSpec>>,
  given: Readonly<Record<string, unknown>>,
): CheckedValues {
  const { values, problems } = checkValues(specs, given, "params");
  const missing = Object.entries(specs).filter(
    ([name, { required, default: usual }]) =>
      required === true && usual === undefined && !Object.hasOwn(given, name),
  );
  const texts = missing.map(([name]) => ({
    path: `params.${name}`,
    text: `The param "${name}" is required and was not given.`,
  }));
  return { values, problems: [...problems, ...texts] };
}
