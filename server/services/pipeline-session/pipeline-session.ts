import type { Refusal } from "#contract/refusal.ts";
import type { TrackRecord } from "#engine/explain/diagnosis.ts";
import type { Facts } from "#engine/expressions/expression.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { isBegun, isEnded, isUndoReady } from "#engine/model/track.ts";
import { PAUSED_ABOVE } from "#engine/past/past-run.ts";
import type { Changes, Move, PipelineEvent, PipelineFacts } from "#engine/plan/pipeline-now.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import { vertexFacts } from "#engine/policies/vertex-facts.ts";
import { advance } from "#engine/transition/advance.ts";
import type { Queries } from "#platform/database/db.ts";
import type { LockedPipeline, PipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import type { AttemptUpdate } from "#repos/tracks/attempt-rows.ts";
import type { TrackUpdate } from "#repos/tracks/track-writes.ts";
import { refuse } from "../refusals/refused.ts";
import { mustBeLocked } from "./needs-lock.ts";
import type { LoadedTracks } from "./read/loaded-tracks.ts";
import type { SealedPlan } from "./read/revision-content.ts";
import { SessionFacts } from "./read/session-facts.ts";
import { clocksOf } from "./read/track-changes.ts";
import { SessionWrites, shortened } from "./session-writes.ts";

const MAX_NAMED = 12;

/**
 * A pipeline whose row is locked for one transaction. Tracks are read when a decision needs them, and changes are
 * collected in memory. `withPipeline` makes a session, and writes all changes under one new rev when its body returns.
 */
export class PipelineSession {
  readonly sealed: SealedPlan;
  readonly tracks: LoadedTracks;
  readonly writes = new SessionWrites();
  /** The row as it was read. */
  readonly before: PipelineRow;
  row: PipelineRow;
  /** The name of its graph; "" while the pipeline is being made. */
  readonly graphName: string;
  private readonly locked: { readonly tx: Queries; readonly now: number } | null;

  /**
   * @param locked the transaction that has the lock, and the database's time; null where the pipeline is not locked, so
   *   that a decision which needs more than its row and its tracks throws `NeedsLock`.
   */
  constructor(
    locked: { readonly tx: Queries; readonly now: Date } | null,
    { row, graphName }: Pick<LockedPipeline, "row" | "graphName">,
    sealed: SealedPlan,
    tracks: LoadedTracks,
  ) {
    this.locked = locked && { tx: locked.tx, now: locked.now.getTime() };
    this.row = row;
    this.before = row;
    this.graphName = graphName;
    this.sealed = sealed;
    this.tracks = tracks;
  }

  /** @throws NeedsLock where the pipeline is not locked. */
  get tx(): Queries {
    return mustBeLocked(this.locked).tx;
  }

  /** The database's time when the pipeline was locked. @throws NeedsLock where it is not locked. */
  get now(): number {
    return mustBeLocked(this.locked).now;
  }

  get plan() {
    return this.sealed.plan;
  }

  /** @throws RangeError where the plan has no such vertex: a mistake of the caller. */
  vertex(number: number): PlanVertex {
    const vertex = this.plan.vertices[number];
    if (vertex === undefined) throw new RangeError(`Pipeline ${this.row.id} has no vertex number ${number}.`);
    return vertex;
  }

  /**
   * The number of the vertex with this name.
   *
   * @throws Refused `not-found` where the pipeline's graph has none.
   */
  numberOf(name: string): number {
    const found = this.plan.vertices.find((each) => each.name === name);
    if (found !== undefined) return found.number;
    const names = this.plan.vertices.slice(0, MAX_NAMED).map((each) => each.name);
    const more = this.plan.vertices.length > MAX_NAMED ? ", …" : "";
    return refuse(
      "not-found",
      `Pipeline ${this.row.id} has no vertex "${name}". It has: ${names.join(", ")}${more}.`,
    );
  }

  /** Reads tracks, so that `track` can give them. */
  load(numbers: readonly number[] | "all"): Promise<void> {
    return this.tracks.load(numbers);
  }

  /** The track with the changes of this session. It must have been loaded. */
  track(number: number): TrackUpdate {
    return this.tracks.get(number);
  }

  /**
   * Lets the engine decide what follows from `event`, and keeps its changes to be written.
   *
   * @param as the code and the details of a refusal.
   * @throws Refused where the present state forbids it; then nothing changed.
   */
  async decide(
    event: PipelineEvent,
    actor: string,
    as: Pick<Refusal, "code" | "kept"> = { code: "state-forbids" },
  ): Promise<void> {
    const forbidden = await this.refusalOf(event, actor);
    if (forbidden === null) return;
    const { code, ...more } = as;
    refuse(code, forbidden, more);
  }

  /** As `decide`, for a state that may have changed meanwhile: gives whether it was allowed, and does not throw. */
  async decideIfAllowed(event: PipelineEvent, actor: string): Promise<boolean> {
    return (await this.refusalOf(event, actor)) === null;
  }

  /** Changes columns of a track that the engine does not decide about. */
  adjust(number: number, change: Partial<TrackUpdate>): void {
    this.tracks.change(number, change);
  }

  /** Changes columns of the pipeline that the engine does not decide about. */
  adjustPipeline(change: Partial<PipelineRow>): void {
    this.row = { ...this.row, ...change };
  }

  /** Notes that a pipeline above this one is paused, or that none is any more. Gives whether that is new. */
  setParentPaused(isParentPaused: boolean, actor: string): boolean {
    if (this.row.isParentPaused === isParentPaused) return false;
    this.adjustPipeline({ isParentPaused });
    this.addEvent(null, this.row.state, isParentPaused ? "paused" : "resumed", PAUSED_ABOVE, actor);
    return true;
  }

  /** Adds an event that changes no state. `number` null: about the pipeline as a whole. */
  remark(number: number | null, text: string, actor: string): void {
    const { state } = number === null ? this.row : this.track(number);
    this.addEvent(number, state, state, text, actor);
  }

  /** Adds an event to the pipeline's or to a track's history. */
  addEvent(
    number: number | null,
    fromState: string,
    toState: string,
    reason: string | null,
    actor: string,
    attempt: number | null = number === null ? null : this.track(number).attempt,
  ): void {
    const kind = number === null ? "pipeline" : "track";
    this.writes.addEvent({ kind, number, attempt, fromState, toState, reason, actor });
  }

  /** Records a write that was refused because the attempt that it names is over. */
  addRefusedEvent(number: number, attempt: number, reason: string, actor: string): void {
    const states = { fromState: null, toState: null };
    this.writes.addEvent({ kind: "refused", number, attempt, ...states, reason, actor });
  }

  /** Ends the newest attempt of a track in the list of its attempts. */
  endAttempt(number: number, end: Omit<AttemptUpdate, "trackId" | "number">): void {
    const { id, attempt } = this.track(number);
    this.writes.endAttempt({ trackId: id, number: attempt, ...end });
  }

  /** True where a runner may claim it, for its script or for its undo script. */
  isClaimable(number: number): boolean {
    const track = this.track(number);
    if (this.row.isPaused || this.row.isParentPaused) return false;
    if (this.row.state === "running") return track.state === "pending";
    return this.row.state === "reverting" && isUndoReady(track);
  }

  /** Tracks that became claimable in this transaction, in the plan's order. */
  newlyClaimable(): number[] {
    return this.tracks
      .changed()
      .map(({ number }) => number)
      .filter((number) => this.isClaimable(number))
      .sort((a, b) => a - b);
  }

  /**
   * True if a cancel or the timeout ends the track. They do not end reactions, final steps and what is behind them; a kill
   * does.
   */
  isEndedEarlyFor(number: number): boolean {
    const { isKilled, cancelledBy, isOverdue } = this.row;
    if (isKilled) return true;
    const isClosing = cancelledBy !== null || isOverdue;
    return isClosing && !this.track(number).isReaction && this.vertex(number).final === null;
  }

  /** True where another pipeline is concerned: a child is to be launched, or its parent to be told. */
  get concernsOthers(): boolean {
    const hasChildren = this.tracks.changed().some(({ sleep }) => sleep === "child");
    return hasChildren || (this.row.parentId !== null && this.before.state !== this.row.state);
  }

  /** True where it had ended, or was being undone, and now runs. */
  get isRestarted(): boolean {
    return this.before.state !== "running" && this.row.state === "running";
  }

  /**
   * True where it had ended, or was being undone, and now runs or has succeeded: the track that launched it must know.
   */
  get isReopened(): boolean {
    return this.isRestarted || (isPipelineEnded(this.before.state) && this.isSucceededNow);
  }

  private get isSucceededNow(): boolean {
    return this.before.state !== "succeeded" && this.row.state === "succeeded";
  }

  /** True where it had failed, also in its undo, and is now being undone, or undone. */
  get isUndoneAfterFailure(): boolean {
    const { state } = this.row;
    return this.before.state === "failed" && (state === "reverting" || state === "reverted");
  }

  /** What expressions may read of the pipeline as a whole. */
  get facts(): PipelineFacts {
    return new SessionFacts(this);
  }

  /** What the inputs of a vertex may read; loads the tracks that the inputs name. */
  async factsFor(number: number): Promise<Facts> {
    const { reads, calls, readsFailures } = this.vertex(number);
    await this.load(readsFailures ? "all" : [...reads, ...calls]);
    const trackOf = (each: number) => this.tracks.forEngine(each);
    return vertexFacts(this.plan, number, this.facts, trackOf, this.row.endState);
  }

  /** The values that were given at launch for this vertex. */
  givenTo(number: number): Readonly<Record<string, Json>> {
    return this.tracks.asRead(number).given;
  }

  /** A track as it was read, with the columns that the engine does not know. */
  record(number: number, hasDueTime: boolean, hasOpenPrompt: boolean): TrackRecord {
    const row = this.tracks.asRead(number);
    const isClaimed = row.token !== null && row.runnerId !== null;
    return { ...this.tracks.forEngine(number), isClaimed, hasDueTime, hasOpenPrompt };
  }

  /** As `decide`, but gives the refusal; null where the event was allowed. */
  async refusalOf(event: PipelineEvent, actor: string): Promise<string | null> {
    for (;;) {
      const decision = advance(this.plan, this.row, this.tracks.allForEngine(), event, this.facts);
      if (decision.kind === "forbidden") return decision.text;
      if (decision.kind === "changes") {
        this.take(decision, actor);
        return null;
      }
      await this.load(decision.numbers);
    }
  }

  private take({ tracks, moves, pipeline }: Changes, actor: string): void {
    for (const { number, given: _given, giveUpAt, ...track } of tracks)
      this.adjust(number, {
        ...track,
        reason: shortened(track.reason),
        giveUpAt: giveUpAt === null ? null : new Date(giveUpAt),
      });
    for (const move of moves) {
      this.adjust(move.number, clocksOf(move));
      this.followMove(move);
      this.addEvent(move.number, move.from, move.to, move.reason, actor, move.attempt);
    }
    const isSame = pipeline.state === this.row.state;
    this.row = { ...this.row, ...pipeline, ...(!isSame && { acknowledgedBy: null, logsRemovedAt: null }) };
  }

  /**
   * Gives slots back and closes prompts as the tracks' states require. A lost track keeps its slots: it may still run. A
   * track that runs a child keeps them until the child has ended: `reconcileChildPipelines` gives them back.
   */
  private followMove({ number, from, to, asks }: Move): void {
    const { id, hasConcurrencyClaims } = this.tracks.asRead(number);
    const isGivenBack = !isBegun(to) && (isBegun(from) || isEnded(to)) && !isChild(this.vertex(number));
    if (hasConcurrencyClaims && isGivenBack) this.writes.releaseSlots(id);
    if (from === "prompting") this.writes.withdrawPrompt(id);
    if (to === "prompting") this.writes.openPrompt(number, this.vertex(number), asks);
    else this.writes.keepPromptClosed(number);
  }
}
