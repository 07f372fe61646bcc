import type { Evaluated, Expression } from "../../expressions/expression.ts";
import type { PlanEdge, PlanVertex } from "../../plan/plan.ts";

export type Routing =
  /** The heads whose edges are live. */
  | { readonly ok: true; readonly next: readonly number[] }
  /** The vertex succeeded, but no out-edge can be chosen: it fails with this reason. */
  | { readonly ok: false; readonly reason: string };

/**
 * Chooses the live out-edges of a vertex that `isRouted`. See docs/decisions/006-routing.md.
 *
 * - A condition applies after a success. It applies after a failure only if it reads `state` or `exit`.
 * - After a success: of the edges whose condition holds, `branch: first` takes the first, `branch: one` requires exactly
 *   one, `branch: some` at least one, and without `branch` all are taken. If none holds, the default edge is taken;
 *   without one, the vertex fails if it has `branch`, unless all its edges are for failures. Without `branch` its edges
 *   are dead, so that this path ends here.
 * - After a failure: every edge whose condition holds is taken; this never fails.
 * - An `always` edge is taken in any case, so it is not chosen here.
 *
 * @param named the heads that the script named as `next`; null if it named none, so that all may be chosen.
 * @param evaluate evaluates a condition.
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
  const choices = vertex.outs.filter(
    ({ when, head, after }) =>
      after === null && when !== "always" && (named === null || named.includes(head)),
  );
  for (const edge of choices) {
    if (edge.isDefault) continue;
    const held = checkCondition(edge, state, vertex.spec.onFailure === "ignore", evaluate);
    if (held === "holds") holding.push(edge);
    else if ("problem" in held) problems.push(held.problem);
    else unmet.push(held.unmet);
    if (state === "succeeded" && vertex.spec.branch === "first" && holding.length > 0) break;
  }
  const [first] = holding;
  // After a failure, an edge whose condition cannot be evaluated is only not taken: the track has failed already.
  if (state === "succeeded" && problems.length > 0 && (first === undefined || vertex.spec.branch !== "first"))
    return { ok: false, reason: `a condition has no answer: ${problems.join("; ")}` };
  if (state === "succeeded" && vertex.spec.branch === "one" && holding.length > 1)
    return { ok: false, reason: `more than one condition met: ${holding.map(shown).join(", ")}` };
  if (first !== undefined) return { ok: true, next: heads(holding) };
  const fallback = state === "succeeded" ? choices.filter((edge) => edge.isDefault) : [];
  if (fallback.length > 0) return { ok: true, next: heads(fallback) };
  const isStrict = state === "succeeded" && vertex.spec.branch !== undefined;
  const isLost = isStrict && choices.some((edge) => edge.when !== "failed");
  return isLost ? { ok: false, reason: `no condition met: ${unmet.join("; ")}` } : { ok: true, next: [] };
}

type ConditionCheck = "holds" | { readonly unmet: string } | { readonly problem: string };

/** Whether the condition of an edge holds; if not, the text that says why. */
function checkCondition(
  edge: PlanEdge,
  state: "succeeded" | "failed",
  ignoresFailure: boolean,
  evaluate: (expression: Expression) => Evaluated,
): ConditionCheck {
  const { when } = edge;
  const isIgnored = state === "failed" && ignoresFailure && when === "succeeded";
  if (typeof when === "string") return when === state || isIgnored ? "holds" : { unmet: when };
  if (state === "failed" && !when.readsTailEnd) return { unmet: shown(edge) };
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
