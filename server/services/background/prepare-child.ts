import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { childParams } from "#engine/kinds/graph/child-pipeline.ts";
import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import { type ItemsOf, inputsOfItems, itemNames, itemsOf, parallelOf } from "#engine/policies/foreach.ts";
import { ItemOutputs } from "#engine/policies/item-outputs.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { planOfItems, type SealedPlan, sealedPlan } from "../pipeline-session/read/revision-content.ts";
import type { Beginning } from "../pipelines/create-pipeline.ts";
import { revisionOfChild } from "../pipelines/revision-of-child.ts";
import { graphElsewhere } from "./graph-elsewhere.ts";
import { outcomeOfItems } from "./items-outcome.ts";

/** What a child runs, and the values that it begins with. */
type PreparedChild = {
  readonly runs: { readonly graphId: number; readonly sealed: SealedPlan };
  readonly beginning: Pick<Beginning, "params"> & Partial<Pick<Beginning, "items">>;
  /** The name of its graph where that is in another folder, and not below that of the parent's; null else. */
  readonly elsewhere: string | null;
};

/** Finds out what the child of a vertex runs, or how its track ends without one. */
export function prepareChild(
  session: PipelineSession,
  vertex: PlanVertex,
): Promise<PreparedChild | AttemptOutcome> {
  return vertex.spec.foreach === undefined ? prepareGraph(session, vertex) : prepareItems(session, vertex);
}

/** A track for each item of the vertex. */
async function prepareItems(
  session: PipelineSession,
  vertex: PlanVertex,
): Promise<PreparedChild | AttemptOutcome> {
  const { number, spec } = vertex;
  const facts = await session.factsFor(number);
  const list = itemsOf(spec, facts);
  if (!list.ok) return { to: "failed", reason: list.problem };
  // With no items, the track has succeeded at once.
  if (list.items.length === 0) return outcomeOfItems(new ItemOutputs(spec));
  const { answers } = session.track(number);
  const inputs = inputsOfItems(spec, list.items, { answers, launch: session.givenTo(number), facts });
  if (!inputs.ok) return { to: "failed", reason: inputs.problem };
  const width = parallelOf(spec, facts);
  if (!width.ok) return { to: "failed", reason: width.problem };
  const of: ItemsOf = { number, names: itemNames(list.items), parallel: width.parallel };
  const { graphId, params } = session.row;
  return {
    runs: { graphId, sealed: planOfItems(session.sealed, of) },
    beginning: { params, items: { vertex, of, values: inputs.items } },
    elsewhere: null,
  };
}

/** The sealed graph that the vertex names. */
async function prepareGraph(
  session: PipelineSession,
  { number, spec }: PlanVertex,
): Promise<PreparedChild | AttemptOutcome> {
  const failed = (reason: string): AttemptOutcome => ({ to: "failed", reason, random: Math.random() });
  const revision = await revisionOfChild(session, number);
  if (revision === null) return failed("the graph that it runs is not there");
  const resolved = resolveInputs({
    specs: spec.inputs ?? {},
    answers: session.track(number).answers,
    launch: session.givenTo(number),
    facts: await session.factsFor(number),
    isForGraph: true,
  });
  if (resolved.kind === "failed") return failed(resolved.reason);
  if (resolved.kind === "ask") return failed("an input has no value");
  const sealed = await sealedPlan(session.tx, revision.id);
  const made = childParams(sealed.file.content.params ?? {}, resolved.values, spec.inputs ?? {});
  const elsewhere = await graphElsewhere(session.tx, revision.graphId, session.row.graphId);
  if (!made.ok)
    return failed(
      elsewhere === null ? made.reason : "the graph of another folder does not take these values",
    );
  return {
    runs: { graphId: revision.graphId, sealed },
    beginning: { params: made.params },
    elsewhere,
  };
}
