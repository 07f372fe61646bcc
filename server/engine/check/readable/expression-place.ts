import { kindOf } from "../../kinds/kinds.ts";
import type { GraphContent, InputType } from "../../model/graph-content.ts";
import { type Scope, scopeOfInputs } from "../analysis/expression-scopes.ts";

/** Where an expression is in a graph. */
export type ExpressionPlace =
  | {
      readonly at: "vertex";
      readonly vertex: string;
      /** `received`: over the data that the vertex received, in `from` of an output or in a condition of its kind. */
      readonly field: "inputs" | "foreach" | "retry" | "repeat" | "received";
    }
  /** The condition of an edge. */
  | { readonly at: "edge"; readonly tail: string; readonly head: string };

/** What the value of an expression must be: of a type, or true or false. */
export type WantedValue = InputType | "condition";

/** Which names an expression at the place may read. */
export function scopeAt({ vertices }: GraphContent, place: ExpressionPlace): Scope {
  if (place.at === "edge") return "condition";
  const spec = vertices.get(place.vertex) ?? {};
  switch (place.field) {
    case "inputs":
      return scopeOfInputs(spec);
    case "foreach":
    case "retry":
      return "input";
    case "repeat":
      return "repeat";
    case "received":
      return { received: kindOf(spec).received ?? {} };
  }
}
