import { type ChildNow, childOutcome, childParams, verticesReadByOutputs } from "#engine/child.ts";
import { resolveInputs } from "#engine/input-resolution.ts";
import { isPipelineEnded } from "#engine/pipeline.ts";
import type { Outcome } from "#engine/pipeline-now.ts";
import { type Database, type Queries, transact } from "#platform/db.ts";
import {
  childOf,
  markTold,
  type ParentTrack,
  revivedChildren,
  tracksWithEndedChild,
  tracksWithoutChild,
  unwantedChildren,
} from "#repos/child-rows.ts";
import type { PipelineRow } from "#repos/pipeline-rows.ts";
import { sealedByDigest } from "#repos/revision-rows.ts";
import { tracksByNumber } from "#repos/track-rows.ts";
import { beginPipeline } from "./begin-pipeline.ts";
import { endChild } from "./cancel-pipeline.ts";
import { OpenPipeline } from "./open-pipeline.ts";
import { sealedPlan } from "./revision-content.ts";

/** What more there is waits for the next look. */
const MOST = 50;
const ACTOR = "engine";

/**
 * Does what follows between pipelines: launches the children that tracks wait for, tells tracks that theirs has ended or
 * goes on again, and ends children that nobody wants any more. All of it is read from how things stand, so that nothing is
 * lost where a process dies between two pipelines; any number of processes may do it at once. A parent is always locked
 * before its child.
 */
export async function tendChildren(database: Database): Promise<void> {
  const { queries } = database;
  for (const parent of await tracksWithoutChild(queries, MOST))
    await inParent(database, parent, (open, tx) => launchChild(open, tx, parent));
  for (const parent of await tracksWithEndedChild(queries, MOST))
    await inParent(database, parent, (open, tx) => settleChild(open, tx, parent));
  for (const { child, ...parent } of await revivedChildren(queries, MOST))
    await transact(database, (tx) => revive(tx, parent, child));
  for (const { id, isKill } of await unwantedChildren(queries, MOST))
    await transact(database, (tx) => endChild(tx, id, isKill));
}

/** Holds the parent, if its track still waits for a child. */
async function inParent(
  database: Database,
  { pipelineId, number }: ParentTrack,
  act: (open: OpenPipeline, tx: Queries) => Promise<void>,
): Promise<void> {
  await transact(database, async (tx) => {
    const open = await OpenPipeline.open(tx, pipelineId);
    if (open === null) return;
    await open.load([number, ...(open.plan.vertices[number]?.outs.map(({ head }) => head) ?? [])]);
    const { state, sleep } = open.track(number);
    if (state !== "sleeping" || sleep !== "child") return;
    await act(open, tx);
    await open.write();
  });
}

async function revive(tx: Queries, parent: ParentTrack, child: number): Promise<void> {
  const { number } = parent;
  const open = await OpenPipeline.open(tx, parent.pipelineId);
  if (open === null) return;
  await open.load("all");
  const isPresent = (await childOf(tx, parent, open.track(number).attempt))?.id === child;
  // Somebody may have decided about it in between: then it refuses, and there is nothing to revive.
  if (isPresent) await open.apply({ type: "revived", number }, ACTOR);
  await open.write();
  await markTold(tx, child);
}

async function launchChild(open: OpenPipeline, tx: Queries, parent: ParentTrack): Promise<void> {
  const { number } = parent;
  const { attempt } = open.track(number);
  if ((await childOf(tx, parent, attempt)) !== null) return;
  const made = await makeChild(open, tx, number);
  if ("to" in made) return settle(open, number, made);
  const { revision, params, name } = made;
  const { plan } = await sealedPlan(tx, revision.id);
  const id = await beginPipeline(
    tx,
    { graphId: revision.graphId, revisionId: revision.id, plan },
    {
      name: `${open.row.name} / ${name}`.slice(0, 200),
      launchKey: null,
      params,
      given: new Map(),
      breaks: new Set(),
      actor: open.row.launchedBy,
      parent: {
        parentId: open.row.id,
        parentNumber: number,
        parentAttempt: attempt,
        isHeld: open.row.isPaused || open.row.isHeld,
      },
    },
  );
  open.remark(number, `launched pipeline ${id}`, ACTOR);
}

/** What a child is to be launched with; or why there will be none. */
async function makeChild(open: OpenPipeline, tx: Queries, number: number) {
  const { cancelledBy, isOverdue } = open.row;
  const failed = (reason: string): Outcome => ({ to: "failed", reason, dice: Math.random() });
  if (cancelledBy !== null)
    return { to: "cancelled", reason: `cancelled by ${cancelledBy}` } satisfies Outcome;
  if (isOverdue) return { to: "failed", reason: "ended: the pipeline's time was over" } satisfies Outcome;
  const vertex = open.plan.vertices[number];
  const digest = vertex?.spec.graph?.digest ?? "";
  const revision = (await sealedByDigest(tx, [digest])).get(digest);
  if (vertex === undefined || revision === undefined) return failed("the graph that it runs is not there");
  const resolved = resolveInputs({
    specs: vertex.spec.inputs ?? {},
    answers: open.track(number).answers,
    launch: open.givenTo(number),
    facts: await open.factsFor(number),
  });
  if (resolved.kind === "failed") return failed(resolved.reason);
  if (resolved.kind === "ask") return failed("an input has no value");
  const { file } = await sealedPlan(tx, revision.id);
  const made = childParams(file.content.params ?? {}, resolved.values);
  return made.ok ? { revision, params: made.params, name: vertex.name } : failed(made.reason);
}

async function settleChild(open: OpenPipeline, tx: Queries, parent: ParentTrack): Promise<void> {
  const child = await childOf(tx, parent, open.track(parent.number).attempt);
  if (child === null || !isPipelineEnded(child.state)) return;
  await settle(open, parent.number, childOutcome(await standingOf(tx, child), open.row, Math.random()));
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

async function settle(open: OpenPipeline, number: number, outcome: Outcome): Promise<void> {
  const refused = await open.apply({ type: "settled", number, outcome }, ACTOR);
  if (refused !== null) throw new Error(`The end of a child was refused: ${refused}`);
}
