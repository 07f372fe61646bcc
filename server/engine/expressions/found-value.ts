import type { InputSpec, Json } from "../model/graph-content.ts";
import { evaluateText, type Facts } from "./expression.ts";

export type Found =
  | { readonly kind: "value"; readonly value: Json; readonly source: "`from`" | "default" }
  /** What it reads is not there, and there is no default. `problem` is null if it reads nothing. */
  | { readonly kind: "nothing"; readonly problem: string | null }
  /** The expression cannot be evaluated with the values that it reads. */
  | { readonly kind: "broken"; readonly problem: string };

const NOTHING = { kind: "nothing", problem: null } as const;

/**
 * The value of `from`, or else of `default`. An expression finds nothing if it reads a key or an item that is not there, or
 * gives null and the type is not json. Any other problem is not hidden by a default.
 */
export function foundValue(spec: Pick<InputSpec, "type" | "from" | "default">, facts: Facts): Found {
  const found = spec.from === undefined ? NOTHING : valueOfFrom(spec.from, spec.type, facts);
  if (found.kind !== "nothing" || spec.default === undefined) return found;
  return { kind: "value", value: spec.default, source: "default" };
}

function valueOfFrom(from: string, type: InputSpec["type"], facts: Facts): Found {
  const result = evaluateText(from, facts);
  if (!result.ok) return { kind: result.isMissing ? "nothing" : "broken", problem: result.problem };
  if (result.value === null && type !== "json")
    return { kind: "nothing", problem: `\`${from}\` is null${result.saw === "" ? "" : ` (${result.saw})`}` };
  return { kind: "value", value: result.value, source: "`from`" };
}
