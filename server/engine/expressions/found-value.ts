import type { InputSpec, Json } from "../model/graph-content.ts";
import { type Expression, evaluate, type Facts, readExpression } from "./expression.ts";
import { typeOfChecked } from "./expression-type.ts";
import { readAs } from "./is-readable.ts";

export type Found =
  | { readonly kind: "value"; readonly value: Json; readonly source: "`from`" | "default" }
  /** What it reads is not there, and there is no default. `problem` is null if it reads nothing. */
  | { readonly kind: "nothing"; readonly problem: string | null }
  /** The expression cannot be evaluated with the values that it reads. */
  | { readonly kind: "broken"; readonly problem: string };

const NOTHING = { kind: "nothing", problem: null } as const;

/**
 * The value of `from`, or else of `default`. An expression finds nothing if it reads a key or an item that is not there, or
 * gives null and the type is not json. Any other problem is not hidden by a default. The value of `from` is given as
 * `checkValue` takes it for the type: see `readAs`.
 */
export function foundValue(spec: Pick<InputSpec, "type" | "from" | "default">, facts: Facts): Found {
  const found = spec.from === undefined ? NOTHING : valueOfFrom(spec.from, spec.type, facts);
  if (found.kind !== "nothing" || spec.default === undefined) return found;
  return { kind: "value", value: spec.default, source: "default" };
}

function valueOfFrom(from: string, type: InputSpec["type"], facts: Facts): Found {
  const reading = readExpression(from);
  if (!reading.ok) return { kind: "broken", problem: reading.problem };
  const result = evaluate(reading.expression, facts);
  if (!result.ok) return { kind: result.isMissing ? "nothing" : "broken", problem: result.problem };
  if (result.value === null && type !== "json")
    return { kind: "nothing", problem: `\`${from}\` is null${result.saw === "" ? "" : ` (${result.saw})`}` };
  const isText = () => isTextExpression(reading.expression, facts);
  return { kind: "value", value: readAs(type, result.value, isText), source: "`from`" };
}

function isTextExpression(expression: Expression, { types }: Facts): boolean {
  return types === undefined || typeOfChecked(expression, types) === "string";
}
