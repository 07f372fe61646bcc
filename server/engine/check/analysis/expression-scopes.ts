import type { GraphScope, Names } from "../../expressions/own-names.ts";
import type { VertexSpec } from "../../model/graph-content.ts";

export type Scope = GraphScope | { readonly received: Names };

/** What an expression may read, for a problem with an unknown name. */
const READABLE: Readonly<Record<GraphScope, string>> = {
  input: "`params`, `outputs`, `callbacks` and `pipeline`",
  round: "`index`, `last`, `params`, `outputs`, `callbacks` and `pipeline`",
  repeat: "`result`, `index`, `params` and `pipeline`",
  item: "`item`, `index`, `params`, `outputs`, `callbacks` and `pipeline`",
  condition: "`params`, `outputs`, `pipeline`, `state` and `exit`",
  graph: "`params`, `outputs` and `pipeline`",
  final: "`failures`, `pipeline`, `params`, `outputs` and `callbacks`",
};

/** The place that `from` of the inputs of a vertex is. */
export function scopeOfInputs({ foreach, retry, repeat, final }: VertexSpec): GraphScope {
  if (final !== undefined) return "final";
  if (repeat !== undefined) return "round";
  return foreach !== undefined || retry?.each !== undefined ? "item" : "input";
}

/** A text that two places share if expressions at both may read the same names. */
export function namesOf(scope: Scope): string {
  return typeof scope === "object" ? Object.keys(scope.received).join() : scope;
}

/** The names that an expression at that place may read, as the end of a sentence. */
export function readableIn(scope: Scope): string {
  if (typeof scope !== "object") return READABLE[scope];
  const own = Object.keys(scope.received).map((name) => `\`${name}\``);
  return `${own.join(", ")}, \`params\` and \`pipeline\``;
}
