import type { Evaluated, Expression } from "../expressions/expression.ts";
import type { PlanEdge, PlanVertex } from "../plan/plan.ts";

export type Routing =
  /** The heads whose edges are live. */
  | { readonly ok: true; readonly next: readonly number[] }
  /** A vertex that succeeded and of which nobody knows where to go on: it fails, with this reason. */
  | { readonly ok: false; readonly reason: string };

/**
 * Which out-edges of a vertex that chooses among them (`isRouted`) are live.
 *
 * A condition speaks of a success, unless it asks for `state` or `exit`: then it speaks of failures, too. Of the edges
 * that hold, `branch: first` takes the first, `branch: one` wants exactly one, and without `branch` all are taken. Where
 * none holds, the default edge is taken; without one, a success that has nowhere to go is a failure. After a failure
 * every edge that holds is taken, and there is always an answer. See
 * docs/decisions/006-routing.md.
 *
 * @param named the heads that the script named as `next`; null where it named none, and all stay.
 * @param evaluate works a condition out.
 */
export function routing(
  vertex: PlanVertex,
  state: "succeeded" | "failed",
  named: readonly number[] | null,
  evaluate: (expression: Expression) => Evaluated,
): Routing {
  const holding: PlanEdge[] = [];
  const unmet: string[] = [];
  const problems: string[] = [];
  const choices = vertex.outs.filter((edge) => named === null || named.includes(edge.head));
  for (const edge of choices) {
    if (edge.isDefault) continue;
    const held = judged(edge, state, vertex.spec.onFailure === "ignore", evaluate);
    if (held === "holds") holding.push(edge);
    else if ("problem" in held) problems.push(held.problem);
    else unmet.push(held.unmet);
    if (vertex.spec.branch === "first" && holding.length > 0) break;
  }
  const [first] = holding;
  // After a failure nothing worse can be said: an edge whose condition has no answer is not taken.
  if (state === "succeeded" && problems.length > 0 && (first === undefined || vertex.spec.branch !== "first"))
    return { ok: false, reason: `a condition has no answer: ${problems.join("; ")}` };
  if (state === "succeeded" && vertex.spec.branch === "one" && holding.length > 1)
    return { ok: false, reason: `more than one condition met: ${holding.map(shown).join(", ")}` };
  if (first !== undefined) return { ok: true, next: heads(holding) };
  const fallback = state === "succeeded" ? choices.filter((edge) => edge.isDefault) : [];
  if (fallback.length > 0) return { ok: true, next: heads(fallback) };
  const isLost = state === "succeeded" && choices.some((edge) => edge.when !== "failed");
  return isLost ? { ok: false, reason: `no condition met: ${unmet.join("; ")}` } : { ok: true, next: [] };
}

type Judged = "holds" | { readonly unmet: string } | { readonly problem: string };

/** Whether an edge is to be taken, and else what its condition said. */
function judged(
  edge: PlanEdge,
  state: "succeeded" | "failed",
  ignoresFailure: boolean,
  evaluate: (expression: Expression) => Evaluated,
): Judged {
  const { when } = edge;
  const isIgnored = state === "failed" && ignoresFailure && when === "succeeded";
  if (typeof when === "string")
    return when === "always" || when === state || isIgnored ? "holds" : { unmet: when };
  if (state === "failed" && !when.asksForEnd) return { unmet: shown(edge) };
  const result = evaluate(when);
  if (!result.ok) return result;
  if (result.value === true) return "holds";
  if (result.value !== false) return { problem: `${shown(edge)} is neither true nor false` };
  return { unmet: result.saw === "" ? shown(edge) : `${shown(edge)} (${result.saw})` };
}

function heads(edges: readonly PlanEdge[]): number[] {
  return edges.map(({ head }) => head);
}

function shown({ when }: PlanEdge): string {
  return typeof when === "string" ? when : `\`${when.text}\``;
}
