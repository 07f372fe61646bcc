import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { needsBelowText } from "#engine/explain/needs-person.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Queries } from "#platform/database/db.ts";
import { needsBelow } from "#repos/pipelines/children/needs-below-rows.ts";
import {
  type ChangeRows,
  readChange,
  type TrackStateRow,
  type WantedTracks,
} from "#repos/pipelines/events/change-rows.ts";
import { pausesOf } from "#repos/pipelines/pause-rows.ts";
import type { SealedPlan } from "../pipeline-session/read/revision-content.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";
import { type Queued, queuedReasonOf, readQueued } from "../pipelines/read/read-queued.ts";
import { mayBeQueued, trackViewFrom, valuesSetOf } from "../pipelines/read/show-pipeline.ts";
import {
  type ParentOf,
  parentsOf,
  pipelineWithId,
  type SummaryFacts,
  summaryFrom,
} from "../pipelines/read/show-summary.ts";

type Known = Omit<TrackStateRow, "number">;
type Counted = SummaryFacts["counted"][number] & {
  stopped: number;
  toMend: number;
  count: number;
  overridden: number;
};

/** Stands for the pipeline itself where something is said of its tracks by their numbers. */
const PIPELINE_ITSELF = -1;

/**
 * Reads what changed in one pipeline, in one trip each time. What never changes is read once: its plan and its parent. The
 * states of all tracks are kept, and follow what is read.
 */
export class ChangeReader {
  readonly id: number;
  /** True where some of its tracks run child pipelines. */
  readonly hasChildren: boolean;
  private readonly queries: Queries;
  private readonly sealed: SealedPlan;
  private readonly parent: ParentOf | null;
  /** By the number of the vertex; null while they are not known. */
  private states: Map<number, Known> | null = null;
  /** As of the last look; null before the first. */
  private queued: Queued | null = null;
  private isInQueue = false;

  private constructor(queries: Queries, id: number, sealed: SealedPlan, parent: ParentOf | null) {
    this.queries = queries;
    this.id = id;
    this.sealed = sealed;
    this.parent = parent;
    this.hasChildren = sealed.plan.vertices.some(isChild);
  }

  /** @throws Refused `not-found`. */
  static async open(queries: Queries, id: number): Promise<ChangeReader> {
    const found = await pipelineWithId(queries, id);
    const parents = await parentsOf(queries, [found]);
    const sealed = await planOfPipeline(queries, found.pipeline);
    return new ChangeReader(queries, id, sealed, parents.get(id) ?? null);
  }

  /** True where a track may wait for a child pipeline now. */
  get mayWaitForChildren(): boolean {
    if (!this.hasChildren || this.states === null) return this.hasChildren;
    return [...this.states.values()].some(({ sleep }) => sleep === "child");
  }

  /** The states are read again with the next change. The database may have been restored to an earlier time. */
  forget(): void {
    this.states = null;
  }

  /** True where something may keep a track from being claimed, or the pipeline from beginning, as far as was read. */
  get mayBeQueued(): boolean {
    return this.isInQueue || [...(this.states?.values() ?? [])].some(mayBeQueued);
  }

  /** What waits for a person below its tracks, in words, by the number of the track. */
  async needsBelow(): Promise<ReadonlyMap<number, string>> {
    const rows = await needsBelow(this.queries, [this.id]);
    return new Map(rows.map((row) => [row.number, needsBelowText(row)]));
  }

  /** What keeps its ready tracks from being claimed, by the number of the track; its own place in a queue. */
  async lookAtQueues(): Promise<ReadonlyMap<number, string>> {
    const found = await pipelineWithId(this.queries, this.id);
    const queued = await readQueued(this.queries, found);
    // A pause raises the rev of the pipeline only.
    const pause = found.pipeline.isPaused || found.pipeline.isParentPaused ? "paused " : "";
    this.queued = queued;
    const said = new Map<number, string>();
    if (queued.pipeline !== null) said.set(PIPELINE_ITSELF, queued.pipeline);
    for (const [number, known] of this.states ?? []) {
      if (!mayBeQueued(known)) continue;
      const { spec } = this.sealed.plan.vertices[number] ?? { spec: {} };
      const reason = queuedReasonOf(queued, { ...known, number }, spec);
      said.set(number, `${pause}${reason?.clause ?? ""}`);
    }
    return said;
  }

  /** The pipeline and these tracks as they are now; null where it is not there any more. */
  async read(wanted: WantedTracks): Promise<PipelineDelta | null> {
    const more = { hasStates: this.states === null, hasChildren: this.hasChildren };
    const rows = await readChange(this.queries, this.id, wanted, more);
    const { found } = rows;
    if (found === null) return null;
    // Another read was under way when they were forgotten.
    if (!more.hasStates && this.states === null) return this.read(wanted);
    const states = this.note(rows);
    const [pause = null] = await pausesOf(this.queries, [found.pipeline]);
    const facts = { parent: this.parent, counted: countStates(states), below: rows.below, pause };
    const children = new Map(rows.children.map(({ parentNumber, ...child }) => [parentNumber, child]));
    this.isInQueue = found.pipeline.isQueued;
    if (this.queued === null && (this.isInQueue || rows.tracks.some(mayBeQueued))) await this.lookAtQueues();
    const valuesSet = await valuesSetOf(this.queries, this.id, rows.tracks);
    const below = new Map(rows.below.map((row) => [row.number, row]));
    return {
      rev: found.pipeline.rev,
      pipeline: summaryFrom(found, facts, this.isInQueue ? this.queued?.pipeline : null),
      tracks: rows.tracks.map((row) =>
        trackViewFrom(this.sealed, found.pipeline, row, {
          attempt: row,
          runner: row.runner,
          prompt: row.prompt,
          child: children.get(row.number) ?? null,
          folder: found.folder,
          below: row.sleep === "child" ? (below.get(row.number) ?? null) : null,
          stateOf: (number) => states.get(number)?.state,
          queued: this.queued,
          valuesSet: valuesSet.get(row.number) ?? null,
        }),
      ),
      log: null,
    };
  }

  private note({ states, tracks }: ChangeRows): Map<number, Known> {
    const known = this.states ?? new Map<number, Known>();
    this.states = known;
    // Two reads may be under way, and the older one may come later.
    for (const { number, ...track } of [...states, ...tracks])
      if (track.rev >= (known.get(number)?.rev ?? 0)) known.set(number, knownOf(track));
    return known;
  }
}

/** Only what is counted: the rest of a row may be long. */
function knownOf({ rev, state, sleep, token, hasConcurrencyClaims, isOverridden }: Known): Known {
  return { rev, state, sleep, token, hasConcurrencyClaims, isOverridden };
}

function countStates(states: ReadonlyMap<number, Known>): Counted[] {
  const counted = new Map<TrackState, Counted>();
  for (const { state, sleep, isOverridden } of states.values()) {
    const one = counted.get(state) ?? { state, count: 0, stopped: 0, toMend: 0, overridden: 0 };
    counted.set(state, one);
    one.count += 1;
    if (sleep === "break") one.stopped += 1;
    if (sleep === "undo") one.toMend += 1;
    if (isOverridden) one.overridden += 1;
  }
  return [...counted.values()];
}
