import { type AliasedPart, withAliases } from "../../expressions/vertex-names.ts";
import type { GraphContent } from "../../model/graph-content.ts";
import { expressionFault } from "../findings-expressions.ts";
import { type ExpressionPlace, scopeAt, type WantedValue } from "./expression-place.ts";

/** What is wrong with an expression, and which part of its text is meant. */
export type PlacedFault = { readonly problem: string; readonly from: number; readonly to: number };

/** What check says of an expression at a place of the graph, as it is typed; null where it says nothing. */
export function expressionFaultAt(
  content: GraphContent,
  place: ExpressionPlace,
  text: string,
  wanted: WantedValue,
): PlacedFault | null {
  const input = wanted === "condition" ? null : { type: wanted };
  const fault = expressionFault(content, text, scopeAt(content, place), input);
  if (fault === null) return null;
  const range = rangeOf(fault.error);
  if (range === null) return { problem: fault.problem, from: 0, to: text.length };
  const { parts } = withAliases(text);
  const from = Math.min(inText(parts, range.start, "from"), text.length);
  const to = Math.min(inText(parts, range.end, "to"), text.length);
  // What is missing at the end has no place of its own: the last character is marked.
  const first = Math.max(0, Math.min(from, text.length - 1));
  return { problem: fault.problem, from: first, to: Math.min(Math.max(to, first + 1), text.length) };
}

function rangeOf(error: unknown): { readonly start: number; readonly end: number } | null {
  if (typeof error !== "object" || error === null || !("range" in error)) return null;
  const { range } = error;
  if (typeof range !== "object" || range === null || !("start" in range) || !("end" in range)) return null;
  return typeof range.start === "number" && typeof range.end === "number"
    ? { start: range.start, end: range.end }
    : null;
}

/** A place of what CEL reads, as a place of what the author wrote. */
function inText(parts: readonly AliasedPart[], celAt: number, side: "from" | "to"): number {
  let shift = 0;
  for (const part of parts) {
    if (celAt <= part.celFrom) break;
    if (celAt < part.celTo) return part[side];
    shift = part.to - part.celTo;
  }
  return celAt + shift;
}
