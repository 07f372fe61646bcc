import type { TrackRecord } from "#engine/explain/diagnosis.ts";
import type { Facts } from "#engine/expressions/expression.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { PipelineFacts } from "#engine/plan/pipeline-now.ts";
import { vertexFacts } from "#engine/policies/vertex-facts.ts";
import type { Queries } from "#platform/database/db.ts";
import type { LockedPipeline, PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { type TrackUpdate, tracksByNumber, tracksOf } from "#repos/tracks/track-rows.ts";
import { callbackAddress } from "./callback-address.ts";
import type { SealedPlan } from "./revision-content.ts";
import { type SessionTrack, trackNowOf, updateOf } from "./session-track.ts";

/** A pipeline whose row is locked, and those of its tracks that somebody asked for, as they were read and as they are to stand. */
export class SessionState {
  readonly sealed: SealedPlan;
  row: PipelineRow;
  protected readonly tx: Queries;
  protected readonly held = new Map<number, SessionTrack>();
  private readonly now: number;
  private isComplete = false;

  protected constructor(tx: Queries, { row, now }: LockedPipeline, sealed: SealedPlan) {
    this.tx = tx;
    this.now = now.getTime();
    this.row = row;
    this.sealed = sealed;
  }

  get plan() {
    return this.sealed.plan;
  }

  async load(numbers: readonly number[] | "all"): Promise<void> {
    if (this.isComplete) return;
    const missing = numbers === "all" ? "all" : numbers.filter((number) => !this.held.has(number));
    if (missing.length === 0) return;
    const rows =
      missing === "all"
        ? await tracksOf(this.tx, this.row.id)
        : await tracksByNumber(this.tx, this.row.id, missing as readonly number[]);
    for (const row of rows)
      if (!this.held.has(row.number))
        this.held.set(row.number, { row, now: updateOf(row), isChanged: false });
    this.isComplete = missing === "all";
  }

  /** The track as this transaction has it by now. It must have been loaded. */
  track(number: number): TrackUpdate {
    return this.hold(number).now;
  }

  /** Tracks that can be claimed by now and were touched in this transaction, in the plan's order. */
  newlyClaimable(): number[] {
    return [...this.held]
      .filter(([number, held]) => held.isChanged && this.isClaimable(number))
      .map(([number]) => number)
      .sort((a, b) => a - b);
  }

  /** True where a runner may take it: its script, or the one that undoes it. */
  isClaimable(number: number): boolean {
    const { state, token } = this.track(number);
    if (this.row.isPaused || this.row.isParentPaused) return false;
    if (this.row.state === "running") return state === "pending";
    return this.row.state === "reverting" && state === "reverting" && token === null;
  }

  /** Where it has to hold something while it runs, its id; else null. */
  needyId(number: number): number | null {
    const { row } = this.hold(number);
    return row.hasConcurrencyClaims ? row.id : null;
  }

  labelsOf(number: number): string {
    return this.hold(number).row.labels;
  }

  /** What the inputs of a vertex may read; loads the tracks that they name. */
  async factsFor(number: number): Promise<Facts> {
    const { reads = [], calls = [] } = this.plan.vertices[number] ?? {};
    await this.load([...reads, ...calls]);
    return vertexFacts(this.plan, number, this.facts, (each) => trackNowOf(each, this.hold(each)));
  }

  /** What expressions may read of it as a whole. */
  get facts(): PipelineFacts {
    const { id, name, params, launchedBy } = this.row;
    return {
      params,
      pipeline: { id, name, revision: this.sealed.revision, launchedBy },
      now: this.now,
      addressOf: (number, attempt) => callbackAddress(this.row, number, attempt),
    };
  }

  /** Every track that failed, with its reason, in the plan's order; loads all. */
  async failures(): Promise<{ vertex: string; reason: string }[]> {
    await this.load("all");
    return this.plan.vertices.flatMap(({ number, name }) => {
      const { state, reason } = this.track(number);
      return state === "failed" ? [{ vertex: name, reason: reason ?? "" }] : [];
    });
  }

  givenTo(number: number): Readonly<Record<string, Json>> {
    return this.track(number).given;
  }

  /** Changes columns of a track that no decision is about. */
  adjust(number: number, change: Partial<TrackUpdate>): void {
    const held = this.hold(number);
    held.now = { ...held.now, ...change };
    held.isChanged = true;
  }

  /** A track as it was read, with what the store knows beside. */
  record(number: number, hasOpenPrompt: boolean): TrackRecord {
    const held = this.hold(number);
    const { row } = held;
    const isClaimed = row.token !== null && row.runnerId !== null;
    return { ...trackNowOf(number, held), isClaimed, hasDueTime: row.dueAt !== null, hasOpenPrompt };
  }

  protected hold(number: number): SessionTrack {
    const held = this.held.get(number);
    if (held === undefined)
      throw new Error(`Track number ${number} of pipeline ${this.row.id} was not loaded.`);
    return held;
  }
}
