import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import {
  type ChildNow,
  childFailure,
  childOutcome,
  childParams,
  verticesReadByOutputs,
} from "#engine/kinds/child.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { Outcome } from "#engine/plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "#engine/plan/plan.ts";
import {
  inputsOfItems,
  itemNames,
  itemsOf,
  outputsOfItems,
  outputsProblem,
} from "#engine/policies/foreach.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { sealedByDigest } from "#repos/graphs/revision-rows.ts";
import {
  childOf,
  markParentTold,
  type ParentTrack,
  reopenedChildren,
  tracksWithEndedChild,
  tracksWithoutChild,
  unwantedChildren,
} from "#repos/pipelines/child-pipeline-rows.ts";
import type { PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { type TrackRow, tracksByNumber, tracksOf } from "#repos/tracks/track-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { planOfItems, sealedPlan } from "../pipeline-session/revision-content.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";
import { type Beginning, beginPipeline } from "../pipelines/begin-pipeline.ts";
import { endChild } from "../pipelines/cancel-pipeline.ts";

/** What more there is waits for the next look. */
const MOST = 50;
const ACTOR = "engine";

/**
 * Does what follows between pipelines: launches the children that tracks wait for, tells tracks that theirs has ended or
 * goes on again, and ends children that nobody wants any more. All of it is read from how things stand, so that nothing is
 * lost where a process dies between two pipelines; any number of processes may do it at once. A parent is always locked
 * before its child.
 */
export async function reconcileChildPipelines(database: Database): Promise<void> {
  const { queries } = database;
  await runAllThenThrow([
    ...(await tracksWithoutChild(queries, MOST)).map(
      (parent) => () => inParent(database, parent, (open, tx) => launchChild(open, tx, parent)),
    ),
    ...(await tracksWithEndedChild(queries, MOST)).map(
      (parent) => () => inParent(database, parent, (open, tx) => settleChild(open, tx, parent)),
    ),
    ...(await reopenedChildren(queries, MOST)).map(
      ({ child, ...parent }) =>
        () =>
          transact(database, (tx) => reopenChild(tx, parent, child)),
    ),
    ...(await unwantedChildren(queries, MOST)).map(
      ({ id, isKill }) =>
        () =>
          transact(database, (tx) => endChild(tx, id, isKill)),
    ),
  ]);
}

/** Holds the parent, if its track still waits for a child. */
async function inParent(
  database: Database,
  { pipelineId, number }: ParentTrack,
  act: (open: PipelineSession, tx: Queries) => Promise<void>,
): Promise<void> {
  await transact(database, async (tx) => {
    const open = await PipelineSession.open(tx, pipelineId);
    if (open === null) return;
    await open.load([number, ...(open.plan.vertices[number]?.outs.map(({ head }) => head) ?? [])]);
    const { state, sleep } = open.track(number);
    if (state !== "sleeping" || sleep !== "child") return;
    await act(open, tx);
    await open.write();
  });
}

async function reopenChild(tx: Queries, parent: ParentTrack, child: number): Promise<void> {
  const { number } = parent;
  const open = await PipelineSession.open(tx, parent.pipelineId);
  if (open === null) return;
  await open.load("all");
  const isPresent = (await childOf(tx, parent, open.track(number).attempt))?.id === child;
  // Somebody may have decided about it in between: then it refuses, and there is nothing to reopenChild.
  if (isPresent) await open.apply({ type: "child-reopened", number }, ACTOR);
  await open.write();
  // Whatever was paused or resumed above while it had ended, it did not hear of.
  const isParentPaused = open.row.isPaused || open.row.isParentPaused;
  const taken = await PipelineSession.open(tx, child);
  if (taken !== null && taken.row.isParentPaused !== isParentPaused) {
    taken.setParentPaused(isParentPaused, ACTOR);
    await taken.write();
  }
  await markParentTold(tx, child);
}

async function launchChild(open: PipelineSession, tx: Queries, parent: ParentTrack): Promise<void> {
  const { number } = parent;
  const { attempt } = open.track(number);
  const vertex = open.plan.vertices[number];
  if (vertex === undefined || (await childOf(tx, parent, attempt)) !== null) return;
  const given = endBefore(open) ?? (await makeChild(open, tx, vertex));
  if ("to" in given) return settle(open, number, given);
  const id = await beginPipeline(tx, given.runs, {
    name: `${open.row.name} / ${vertex.name}`.slice(0, 200),
    launchKey: null,
    given: new Map(),
    breaks: new Set(),
    priority: open.row.priority,
    actor: open.row.launchedBy,
    parent: {
      parentId: open.row.id,
      parentNumber: number,
      parentAttempt: attempt,
      isParentPaused: open.row.isPaused || open.row.isParentPaused,
    },
    ...given.beginning,
  });
  open.remark(number, `launched pipeline ${id}`, ACTOR);
}

/** Why there will be no child, where the parent was given up meanwhile. */
function endBefore({ row: { cancelledBy, isOverdue } }: PipelineSession): Outcome | null {
  if (cancelledBy !== null) return { to: "cancelled", reason: `cancelled by ${cancelledBy}` };
  return isOverdue ? { to: "failed", reason: "ended: the pipeline's time was over" } : null;
}

/** What a child runs, and what it begins with. */
type Made = {
  readonly runs: { readonly graphId: number; readonly revisionId: number; readonly plan: Plan };
  readonly beginning: Pick<Beginning, "params"> & Partial<Pick<Beginning, "given" | "items">>;
};

function makeChild(open: PipelineSession, tx: Queries, vertex: PlanVertex): Promise<Made | Outcome> {
  return vertex.spec.foreach === undefined ? makeGraph(open, tx, vertex) : makeItems(open, vertex);
}

/** A track for each item of the vertex. */
async function makeItems(open: PipelineSession, vertex: PlanVertex): Promise<Made | Outcome> {
  const { number, spec } = vertex;
  const facts = await open.factsFor(number);
  const list = itemsOf(spec, facts);
  if (!list.ok) return { to: "failed", reason: list.problem };
  // Nothing is to be done, and that is done.
  if (list.items.length === 0) return { to: "succeeded", next: null, outputs: outputsOfItems(spec, []) };
  const { answers } = open.track(number);
  const inputs = inputsOfItems(spec, list.items, { answers, launch: open.givenTo(number), facts });
  if (!inputs.ok) return { to: "failed", reason: inputs.problem };
  const names = itemNames(list.items);
  const { graphId, revisionId, params } = open.row;
  return {
    runs: { graphId, revisionId, plan: planOfItems(open.sealed, { number, names }).plan },
    beginning: { params, given: new Map(inputs.given.entries()), items: { vertex, names } },
  };
}

/** The sealed graph that the vertex names. */
async function makeGraph(
  open: PipelineSession,
  tx: Queries,
  { number, spec }: PlanVertex,
): Promise<Made | Outcome> {
  const failed = (reason: string): Outcome => ({ to: "failed", reason, random: Math.random() });
  const digest = spec.graph?.digest ?? "";
  const revision = (await sealedByDigest(tx, [digest])).get(digest);
  if (revision === undefined) return failed("the graph that it runs is not there");
  const resolved = resolveInputs({
    specs: spec.inputs ?? {},
    answers: open.track(number).answers,
    launch: open.givenTo(number),
    facts: await open.factsFor(number),
  });
  if (resolved.kind === "failed") return failed(resolved.reason);
  if (resolved.kind === "ask") return failed("an input has no value");
  const { file, plan } = await sealedPlan(tx, revision.id);
  const made = childParams(file.content.params ?? {}, resolved.values);
  if (!made.ok) return failed(made.reason);
  return {
    runs: { graphId: revision.graphId, revisionId: revision.id, plan },
    beginning: { params: made.params },
  };
}

async function settleChild(open: PipelineSession, tx: Queries, parent: ParentTrack): Promise<void> {
  const child = await childOf(tx, parent, open.track(parent.number).attempt);
  const spec = open.plan.vertices[parent.number]?.spec;
  if (child === null || spec === undefined || !isPipelineEnded(child.state)) return;
  const random = Math.random();
  const outcome =
    spec.foreach === undefined
      ? childOutcome(await standingOf(tx, child), open.row, random)
      : (childFailure(child, open.row, random) ?? itemsOutcome(spec, await outputsOf(tx, child)));
  await settle(open, parent.number, outcome);
}

function itemsOutcome(spec: VertexSpec, items: Parameters<typeof outputsOfItems>[1]): Outcome {
  const outputs = outputsOfItems(spec, items);
  const reason = outputsProblem(outputs);
  return reason === null ? { to: "succeeded", next: null, outputs } : { to: "failed", reason };
}

/** What each track of a pipeline gave, in the order of its vertices. */
async function outputsOf(tx: Queries, { id }: PipelineRow): Promise<(TrackRow["outputs"] | null)[]> {
  const rows = await tracksOf(tx, id);
  return [...rows].sort((one, other) => one.number - other.number).map(({ outputs }) => outputs);
}

async function standingOf(tx: Queries, child: PipelineRow): Promise<ChildNow> {
  const { plan, file, revision } = await sealedPlan(tx, child.revisionId);
  const { content } = file;
  const read = new Set(verticesReadByOutputs(content));
  const numbers = plan.vertices.filter(({ name }) => read.has(name)).map(({ number }) => number);
  const rows = numbers.length === 0 ? [] : await tracksByNumber(tx, child.id, numbers);
  const outputs = rows.map((row) => [plan.vertices[row.number]?.name ?? "", row.outputs ?? {}] as const);
  const { id, name, params, launchedBy, state, reason } = child;
  const facts = {
    params,
    pipeline: { id, name, revision, launchedBy },
    outputs: Object.fromEntries(outputs),
  };
  return { id, state, reason, content, facts };
}

async function settle(open: PipelineSession, number: number, outcome: Outcome): Promise<void> {
  const refused = await open.apply({ type: "settled", number, outcome }, ACTOR);
  if (refused !== null) throw new Error(`The end of a child was refused: ${refused}`);
}
