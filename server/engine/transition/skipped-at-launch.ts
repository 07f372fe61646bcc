import { readExpression } from "../expressions/expression.ts";
import { isRuledApproval } from "../kinds/approval/approval-rules.ts";
import type { Json } from "../model/graph-content.ts";
import type { Forbidden } from "../plan/pipeline-now.ts";
import { type Plan, topologicalOrder } from "../plan/plan.ts";
import { descendantsOf } from "../plan/plan-reach.ts";
import { activate, SKIPPED_AT_LAUNCH } from "./begin.ts";
import { areItemsHeldBack, startBatch } from "./item-batches.ts";
import type { WorkingPipeline } from "./working-pipeline/working-pipeline.ts";

/** The vertices that are skipped when a pipeline begins at `from`: all except it, its descendants and the final steps. */
export function skippedBefore(plan: Plan, from: number): readonly number[] {
  const kept = new Set([from, ...descendantsOf(plan, from), ...plan.finals]);
  return plan.vertices.map(({ number }) => number).filter((number) => !kept.has(number));
}

/**
 * What a launch was told that skipped these vertices, to launch so again: where it began, and what else it skipped. A launch
 * that begins at a vertex goes on to all heads of what it skips, whatever the conditions say.
 *
 * @param skipped each with the heads that went on behind it; null where none was chosen.
 */
export function toldToSkip(
  plan: Plan,
  skipped: ReadonlyMap<number, readonly number[] | null>,
): { readonly from: string | null; readonly skips: readonly string[] } {
  const goesOnToAll = (number: number) => {
    const next = skipped.get(number) ?? null;
    return next !== null && plan.vertices[number]?.outs.every(({ head }) => next.includes(head)) === true;
  };
  const begun = plan.vertices
    .map(({ number, name }) => ({ name, before: skippedBefore(plan, number) }))
    .filter(({ before }) => before.length > 0 && before.every(goesOnToAll))
    .sort((one, other) => other.before.length - one.before.length)[0];
  const skips = plan.vertices.filter(
    ({ number }) => skipped.has(number) && begun?.before.includes(number) !== true,
  );
  return { from: begun?.name ?? null, skips: skips.map(({ name }) => name) };
}

/** The vertices that read outputs of a skipped vertex, if no value was given to replace them. */
export function readersOfSkipped(
  plan: Plan,
  skippedAtLaunch: ReadonlySet<number>,
  given: ReadonlyMap<number, Readonly<Record<string, Json>>>,
): readonly { readonly vertex: string; readonly input: string | null; readonly text: string }[] {
  const numbers = new Map(plan.vertices.map(({ name, number }) => [name, number]));
  const missingIn = (text: string): string | undefined => {
    const reading = readExpression(text);
    const sources = reading.ok ? [...reading.expression.outputs.keys()] : [];
    return sources.find((name) => skippedAtLaunch.has(numbers.get(name) ?? -1));
  };
  return plan.vertices.flatMap(({ number, name, spec, outs }) => {
    if (skippedAtLaunch.has(number)) return [];
    const inputs = Object.entries(spec.inputs ?? {}).flatMap(([input, { from = "" }]) => {
      const source = Object.hasOwn(given.get(number) ?? {}, input) ? undefined : missingIn(from);
      const text = `${name} reads outputs.${source}, which is skipped: give its input ${input} a value.`;
      return source === undefined ? [] : [{ vertex: name, input, text }];
    });
    const others = [
      ...outs.flatMap(({ when }) => (typeof when === "object" ? [when.text] : [])),
      ...[spec.foreach?.items, spec.foreach?.parallel, spec.retry?.each].flatMap((text) =>
        typeof text === "string" ? [text] : [],
      ),
    ];
    const other = others.map(missingIn).find((source) => source !== undefined);
    const text = `${name} reads outputs.${other}, which is skipped, in an expression that no given value can replace.`;
    return other === undefined ? inputs : [...inputs, { vertex: name, input: null, text }];
  });
}

/** Begins a pipeline: skips what was chosen at launch, then activates the tracks without in-edges. */
export function launch(work: WorkingPipeline): Forbidden | null {
  const hasSkipped = work.plan.vertices.some(({ number }) => work.track(number).isSkippedAtLaunch);
  for (const { number, name } of hasSkipped ? topologicalOrder(work.plan) : []) {
    const { isSkippedAtLaunch, state, next } = work.track(number);
    if (!isSkippedAtLaunch || state !== "waiting") continue;
    if (isRuledApproval(work.vertex(number)))
      return { kind: "forbidden", text: `${name} cannot be skipped: it says who may approve.` };
    // If `next` is set, the launch chose the heads: the conditions do not matter.
    const nowhere = next === null ? work.routeSkipped(number) : null;
    if (nowhere !== null) return { kind: "forbidden", text: `${name} cannot be skipped: ${nowhere}.` };
    work.conclude(number, "skipped", SKIPPED_AT_LAUNCH);
  }
  if (areItemsHeldBack(work)) {
    startBatch(work);
    return null;
  }
  for (const { number, ins, final } of work.plan.vertices) {
    // The state is read again here: a track that fails at once may have ended others.
    if (ins.length === 0 && final === null && work.track(number).state === "waiting") activate(work, number);
  }
  return null;
}
