import type { EventView, LaunchForm, PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import { forcedBy } from "#engine/explain/forced.ts";
import { type NeedsBelow, needsBelowText } from "#engine/explain/needs-person.ts";
import { overrideText, readValuesSet, VALUES_SET_BEGIN, type ValuesSet } from "#engine/explain/override.ts";
import { queuedForText } from "#engine/explain/queued.ts";
import { whyOf } from "#engine/explain/why.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { timeoutOfPipeline } from "#engine/kinds/graph/child-pipeline.ts";
import { isChild, isDecidedByPerson } from "#engine/kinds/kinds.ts";
import { calledAttempt, isCallback } from "#engine/kinds/wait/callback.ts";
import { trackWord } from "#engine/model/state-words.ts";
import { hadNoTime, isEnded, isUndoReady, type TrackState } from "#engine/model/track.ts";
import { isFailureHandled } from "#engine/plan/failure-handling.ts";
import { roundsDone } from "#engine/policies/repeat.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import type { Queries } from "#platform/database/db.ts";
import { runnersById } from "#repos/fleet/runner-rows.ts";
import { type NewestChild, newestChildren } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { needsBelow } from "#repos/pipelines/children/needs-below-rows.ts";
import { eventsOf, remarksOfTracks } from "#repos/pipelines/events/event-rows.ts";
import type { NamedPipelineRow, PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { type AttemptRow, newestAttempts } from "#repos/tracks/attempt-rows.ts";
import { openPromptIds } from "#repos/tracks/prompt-rows.ts";
import { statesOf, type TrackRow, tracksByNumber, tracksOf } from "#repos/tracks/track-rows.ts";
import { folderOf } from "../../graphs/folder-of-graph.ts";
import { graphNamed } from "../../graphs/lookup/graph-named.ts";
import { readDraftOrSealed } from "../../graphs/lookup/read-draft.ts";
import { callbackAddress } from "../../pipeline-session/read/callback-address.ts";
import { planOfPipeline, type SealedPlan } from "../../pipeline-session/read/revision-content.ts";
import { refuse } from "../../refusals/refused.ts";
import { launchedAfter } from "./launched-after.ts";
import { placeText, type Queued, queuedReasonOf, readQueued } from "./read-queued.ts";
import { pipelineWithId, summaryOf } from "./show-summary.ts";

/**
 * A pipeline with all its tracks.
 *
 * @throws Refused `not-found`.
 */
export async function showPipeline(tx: Queries, id: number): Promise<PipelineView> {
  const found = await pipelineWithId(tx, id);
  const tracks = await tracksOf(tx, id);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  return {
    pipeline: await summaryOf(tx, found, await placeText(tx, found)),
    params: found.pipeline.params,
    timeoutMs: timeoutOfPipeline(plan.timeout, found.pipeline.parentTimeout),
    launchedAfter: await launchedAfter(tx, found),
    tracks: await trackViews(tx, found, tracks),
  };
}

/** Tracks as they are shown: with their newest attempt, their runner's name and one sentence with the reason. */
export async function trackViews(
  tx: Queries,
  found: NamedPipelineRow,
  rows: readonly TrackRow[],
): Promise<TrackView[]> {
  if (rows.length === 0) return [];
  const sealed = await planOfPipeline(tx, found.pipeline);
  const ids = rows.map(({ id }) => id);
  const attempts = new Map((await newestAttempts(tx, ids)).map((attempt) => [attempt.trackId, attempt]));
  const runnerIds = [...new Set(rows.flatMap(({ runnerId }) => (runnerId === null ? [] : [runnerId])))];
  const runners = await runnersById(tx, runnerIds);
  const isParent = ({ number }: TrackRow) => isChild(sealed.plan.vertices[number] ?? { spec: {} });
  const parents = rows.filter(isParent).map(({ number }) => number);
  const children = await newestChildren(tx, found.pipeline.id, parents);
  const below = rows.some(({ sleep }) => sleep === "child") ? await needsBelow(tx, [found.pipeline.id]) : [];
  const prompting = rows.filter(({ state }) => state === "prompting").map(({ id }) => id);
  const prompts = await openPromptIds(tx, prompting);
  const states = rows.some(({ state }) => state === "waiting")
    ? await statesOf(tx, found.pipeline.id)
    : new Map();
  const queued = rows.some(mayBeQueued) ? await readQueued(tx, found) : null;
  const valuesSet = await valuesSetOf(tx, found.pipeline.id, rows);
  return rows.map((row) =>
    trackViewFrom(sealed, found.pipeline, row, {
      attempt: attempts.get(row.id) ?? null,
      runner: row.runnerId === null ? null : (runners.get(row.runnerId)?.name ?? null),
      prompt: prompts.get(row.id) ?? null,
      child: children.get(row.number) ?? null,
      folder: found.folder,
      below: below.find(({ number }) => number === row.number) ?? null,
      stateOf: (number) => states.get(number),
      queued,
      valuesSet: valuesSet.get(row.number) ?? null,
    }),
  );
}

/** Who last set values of these tracks after the launch, by the number of the track. Nothing is read where nobody did. */
export async function valuesSetOf(
  tx: Queries,
  id: number,
  rows: readonly Pick<TrackRow, "number" | "hasSetValues">[],
): Promise<ReadonlyMap<number, ValuesSet>> {
  const numbers = rows.filter(({ hasSetValues }) => hasSetValues).map(({ number }) => number);
  const remarks = await remarksOfTracks(tx, id, numbers, VALUES_SET_BEGIN);
  return new Map(
    remarks.flatMap(({ number, reason, actor }) => {
      const set = readValuesSet(reason, actor);
      return set === null || number === null ? [] : [[number, set] as const];
    }),
  );
}

/** What is shown of a track besides its own row. */
export type TrackFacts = Pick<TrackView, "runner" | "prompt"> & {
  /** The pipeline that it launched last; null where it launched none. */
  readonly child: NewestChild | null;
  /** The path of the folder of its pipeline's graph. */
  readonly folder: string;
  /** Its newest attempt; null where it had none. */
  readonly attempt: Pick<AttemptRow, "exitCode" | "signal" | "inputs"> | null;
  /** What waits for a person in the pipelines below it; null where nothing does. */
  readonly below: NeedsBelow | null;
  /** The states of the other tracks, by their numbers; only asked while the track waits. */
  readonly stateOf: (number: number) => TrackState | undefined;
  /** What keeps tracks from being claimed; only asked for `mayBeQueued`. */
  readonly queued: Queued | null;
  /** Who last set its values after the launch; null where nobody did. */
  readonly valuesSet: ValuesSet | null;
};

/** Whether something may keep it or its undo from being claimed, or its child from being launched or undone. */
export function mayBeQueued(
  track: Pick<TrackRow, "state" | "sleep" | "token" | "hasConcurrencyClaims">,
): boolean {
  const { state, sleep, hasConcurrencyClaims } = track;
  return state === "pending" || isUndoReady(track) || (sleep === "child" && hasConcurrencyClaims);
}

/** A track as it is shown, of which everything was read. */
export function trackViewFrom(
  sealed: SealedPlan,
  pipeline: PipelineRow,
  row: TrackRow,
  { attempt, runner, prompt, child, folder, below, stateOf, queued, valuesSet }: TrackFacts,
): TrackView {
  const isPaused = pipeline.isPaused || pipeline.isParentPaused;
  const needs = below === null ? "" : needsBelowText(below);
  const spec = sealed.plan.vertices[row.number]?.spec ?? {};
  // Who may read a folder may read all below it, and may not know of any other.
  const isNamed = child !== null && isWithin(child.folder, folder);
  const waits = queued !== null && mayBeQueued(row) ? queuedReasonOf(queued, row, spec) : null;
  return {
    vertex: sealed.plan.vertices[row.number]?.name ?? String(row.number),
    number: row.number,
    state: row.state,
    word: trackWord({
      ...row,
      isApproval: isDecidedByPerson({ spec }),
      isBlamed: row.blame !== null,
      forcedBy: forcedBy(row),
      isQueued: waits !== null,
    }),
    reason: row.reason,
    rev: row.rev,
    attempt: row.attempt,
    exitCode: attempt?.exitCode ?? null,
    signal: attempt?.signal ?? null,
    inputs: attempt?.inputs ?? null,
    outputs: row.outputs,
    readyAt: row.readyAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    decidedBy: row.decidedBy,
    decidedWhy: row.decidedWhy,
    isKillAsked: row.isKillAsked,
    isBreak: row.isBreak,
    isStale: row.isStale,
    hadNoTime: hadNoTime(row),
    isReaction: row.isReaction,
    roundsDone: roundsDone(spec, row),
    dueAt: row.dueAt,
    sleep: row.sleep,
    giveUpAt: row.giveUpAt,
    runner,
    prompt,
    callback: callbackOf(sealed, pipeline, row),
    child: isNamed ? { id: child.id, state: child.state, attempt: child.attempt } : null,
    isChildElsewhere: child !== null && !isNamed,
    why: whyOf(sealed.plan, row, stateOf, isPaused, needs, waits?.clause),
    isPersonNeededBelow: needs !== "",
    queuedFor: queuedForText(row, isPaused, waits),
    override: overrideText(row, valuesSet),
    failure: failureOf(sealed, row),
    blame: row.blame === null ? null : (sealed.plan.vertices[row.blame]?.name ?? null),
  };
}

function failureOf({ plan }: SealedPlan, row: TrackRow): TrackView["failure"] {
  const vertex = plan.vertices[row.number];
  if (row.failure === null || vertex === undefined) return null;
  return { ...row.failure, isHandled: isFailureHandled(vertex, row) };
}

/** The callback address, while a call to it has an effect. */
function callbackOf({ plan }: SealedPlan, pipeline: PipelineRow, row: TrackRow): string | null {
  const vertex = plan.vertices[row.number];
  if (vertex === undefined || !isCallback(vertex) || isEnded(row.state)) return null;
  return callbackAddress(pipeline, row.number, calledAttempt(row));
}

/** The sealed graph that a pipeline runs, with its layout, for the canvas. */
export async function designOf(tx: Queries, id: number) {
  const found = await pipelineWithId(tx, id);
  const { file } = await planOfPipeline(tx, found.pipeline);
  const named = { ...file, content: { ...file.content, name: found.graphName } };
  return { file: graphFileJson(named) };
}

/** What a launch can ask for. */
export async function launchFormOf(
  tx: Queries,
  name: string,
  number: number | undefined,
): Promise<LaunchForm> {
  const graph = await graphNamed(tx, name);
  const { revision, file } = await readDraftOrSealed(tx, graph, number);
  const { content } = file;
  const vertices = [...content.vertices].flatMap(([vertex, { inputs }]) =>
    inputs === undefined || Object.keys(inputs).length === 0 ? [] : [{ name: vertex, inputs }],
  );
  return {
    graph: graph.name,
    revision: revision.number,
    digest: revision.digest,
    folder: await folderOf(tx, graph),
    params: content.params ?? {},
    vertices,
    names: [...content.vertices.keys()],
  };
}

/** The track of a vertex, by name. */
export async function trackOfVertex(
  tx: Queries,
  id: number,
  vertex: string,
): Promise<{ found: NamedPipelineRow; track: TrackRow }> {
  const found = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const number = plan.vertices.find((each) => each.name === vertex)?.number;
  const [track] = number === undefined ? [] : await tracksByNumber(tx, id, [number]);
  if (track === undefined) return refuse("not-found", `Pipeline ${id} has no vertex "${vertex}".`);
  return { found, track };
}

/** The pipeline's events in order, beginning after `after`. */
export async function listEvents(
  tx: Queries,
  id: number,
  after: { rev: number; n: number } | undefined,
  limit: number,
): Promise<EventView[]> {
  const found = await pipelineWithId(tx, id);
  const { plan } = await planOfPipeline(tx, found.pipeline);
  const rows = await eventsOf(tx, id, after ?? { rev: 0, n: 0 }, limit);
  return rows.map(({ pipelineId: _pipelineId, number, fromState, toState, ...event }) => ({
    ...event,
    vertex: number === null ? null : (plan.vertices[number]?.name ?? String(number)),
    from: fromState,
    to: toState,
  }));
}
