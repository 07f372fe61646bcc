import { kindOf } from "#engine/kinds/kinds.ts";
import type { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";

/**
 * Checks that no track failed for a value that has a default, that none ran with an expression that breaks, that every
 * success has its required outputs, and that every approval asks for all of its inputs.
 *
 * @param decided the tracks that a person decided about.
 */
export function mustHaveValues(run: SimulatedPipeline, decided: ReadonlySet<number>): void {
  for (const { number, to, asks = [] } of run.history) {
    const { spec } = run.plan.vertices[number] ?? {};
    if (to !== "prompting" || spec === undefined || kindOf(spec).carriedOutBy !== "person") continue;
    for (const [name, { from }] of Object.entries(spec.inputs ?? {}))
      if (from === undefined && !asks.some((each) => each.name === name))
        throw new Error(`Track ${number} asks for approval without its input ${name}.`);
  }
  for (const { number, spec } of run.plan.vertices) {
    const { state, reason, outputs } = run.track(number);
    const inputs = Object.values(spec.inputs ?? {});
    const isMissing = reason?.includes("has no value and no default") === true;
    if (isMissing && inputs.every(({ from, default: usual }) => from === undefined || usual !== undefined))
      throw new Error(`Track ${number} has defaults, and failed: ${reason}`);
    if (state !== "succeeded" || decided.has(number)) continue;
    if (inputs.some(({ from }) => from === "1 / 0"))
      throw new Error(`Track ${number} succeeded, and its input cannot be evaluated.`);
    if (kindOf(spec).carriedOutBy !== "runner") continue;
    for (const [name, { required }] of Object.entries(spec.outputs ?? {}))
      if (required === true && !Object.hasOwn(outputs ?? {}, name))
        throw new Error(`Track ${number} succeeded without its required output ${name}.`);
  }
}
