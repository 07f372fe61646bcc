import { evaluate, type Facts } from "../../expressions/expression.ts";
import { canPipelineMove, type PipelineState } from "../../model/pipeline.ts";
import { canMove, isBegun, isEnded, isReady, NO_TIME, type TrackState } from "../../model/track.ts";
import { isFailureHandled } from "../../plan/failure-handling.ts";
import type { Changes, Move, PipelineFacts, PipelineNow, TrackNow } from "../../plan/pipeline-now.ts";
import type { Plan, PlanEdge, PlanVertex } from "../../plan/plan.ts";
import { timerText } from "../../plan/timer-edge.ts";
import { vertexFacts } from "../../policies/vertex-facts.ts";
import { type EdgeOutcome, edgeOutcome } from "../edges/edge-outcome.ts";
import { routing } from "../edges/routing.ts";
import { skipReason } from "../edges/skip-reason.ts";
import { attemptAfter } from "./attempt-number.ts";
import { failureAfter, failureText } from "./failure-after.ts";
import { haltReason, isHalting, itemsHaltReason } from "./halt.ts";
import { countsAfter } from "./pipeline-counts.ts";

/** The outcome of one edge that its head has not been told yet. */
export type Arrival = { readonly edge: PlanEdge; readonly outcome: EdgeOutcome };

/** Thrown when a decision needs tracks that were not given. `advance` catches it; nothing else may see it. */
export class TracksNeeded extends Error {
  readonly numbers: readonly number[] | "all";
  constructor(numbers: readonly number[] | "all") {
    super("more tracks are needed to decide");
    this.numbers = numbers;
  }
}

/**
 * A pipeline during one decision: it collects changes and leaves the given tracks as they are. `move` makes every
 * transition of a track and `movePipeline` every transition of the pipeline: both check the state machine. `move` also
 * updates the counters.
 */
export class WorkingPipeline {
  readonly plan: Plan;
  private readonly given: ReadonlyMap<number, TrackNow>;
  private readonly changed = new Map<number, TrackNow>();
  private readonly moves: Move[] = [];
  private readonly arrivals: Arrival[] = [];
  readonly facts: PipelineFacts;
  pipeline: PipelineNow;

  constructor(
    plan: Plan,
    pipeline: PipelineNow,
    tracks: ReadonlyMap<number, TrackNow>,
    facts: PipelineFacts,
  ) {
    this.facts = facts;
    this.plan = plan;
    this.pipeline = pipeline;
    this.given = tracks;
  }

  vertex(number: number): PlanVertex {
    const vertex = this.plan.vertices[number];
    if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
    return vertex;
  }

  track(number: number): TrackNow {
    const track = this.changed.get(number) ?? this.given.get(number);
    if (track === undefined) throw new TracksNeeded([number]);
    return track;
  }

  /** Every track of the pipeline, in the plan's order. */
  everyTrack(): TrackNow[] {
    if (this.given.size < this.plan.vertices.length) throw new TracksNeeded("all");
    return this.plan.vertices.map((vertex) => this.track(vertex.number));
  }

  /** Changes fields of a track without a change of its state. */
  adjust(number: number, change: Partial<Omit<TrackNow, "number" | "state">>): void {
    this.changed.set(number, { ...this.track(number), ...change });
  }

  /**
   * Changes the pipeline's state and the fields in `change`.
   *
   * @throws Error if the state machine forbids the transition: that is a bug of the engine.
   */
  movePipeline(to: PipelineState, change: Partial<Omit<PipelineNow, "state">> = {}): void {
    const from = this.pipeline.state;
    if (from !== to && !canPipelineMove(from, to)) throw new Error(`A ${from} pipeline cannot become ${to}.`);
    this.pipeline = { ...this.pipeline, ...change, state: to };
  }

  /**
   * Changes a track's state. What waits begins anew: with all its retries, and its whole polling time.
   *
   * @throws Error if the state machine forbids the transition: that is a bug of the engine.
   */
  move(
    number: number,
    to: TrackState,
    reason: string | null,
    more: Pick<Move, "asks" | "sleepMs" | "sleep" | "isSameChild"> = {},
  ): void {
    const track = this.track(number);
    const from = track.state;
    if (!canMove(from, to)) throw new Error(`A ${from} track cannot become ${to} (vertex number ${number}).`);
    const attempt = attemptAfter(track, { to, ...more }, this.isStopped);
    const failure = failureAfter(track, to, reason);
    const isStale = track.isStale && to !== "waiting" && to !== "reverted";
    const anew = to === "waiting" && { retries: 0, giveUpAt: null };
    const moved = { failure, isStale, state: to, reason, sleep: more.sleep ?? null, attempt };
    this.changed.set(number, { ...track, ...moved, ...anew });
    this.moves.push({ number, from, to, reason, attempt, ...more });
    const counts = countsAfter(this.pipeline, this.vertex(number), track, to, isStale);
    this.pipeline = { ...this.pipeline, ...counts };
    if (from === "waiting" && isReady(to)) this.startTimers(number);
    if (to === "waiting") this.resetTimers(number);
  }

  /** Starts the timers of a track that begins: the heads of its edges with `after` sleep until then. */
  private startTimers(number: number): void {
    const { outs, name } = this.vertex(number);
    for (const { head, after } of outs)
      if (after !== null && this.track(head).state === "waiting")
        this.move(head, "sleeping", timerText(name, after), { sleep: "timer", sleepMs: after });
  }

  /** Stops the timers of a track that waits again: they start with its next begin. */
  private resetTimers(number: number): void {
    for (const { head, after } of this.vertex(number).outs)
      if (after !== null && this.track(head).sleep === "timer") this.move(head, "waiting", null);
  }

  /** Notes that something that the track waits for ran again after it had started. */
  markStale(number: number): void {
    if (this.track(number).isStale) return;
    this.adjust(number, { isStale: true });
    this.pipeline = { ...this.pipeline, staleTracks: this.pipeline.staleTracks + 1 };
  }

  /** True if the track failed, and the graph does not handle its failure. */
  countsAsFailed(number: number): boolean {
    const track = this.track(number);
    return track.state === "failed" && !isFailureHandled(this.vertex(number), track);
  }

  /**
   * Ends a track and decides its out-edges. A success for which no out-edge can be chosen becomes a failure. A failure
   * that the graph does not handle stops the pipeline, unless `onFailure` is `continue`.
   */
  end(
    number: number,
    to: "succeeded" | "failed" | "cancelled" | "skipped",
    reason: string | null,
    exit: number | null = null,
  ): void {
    const lost = this.route(number, to, exit);
    if (lost === null) this.conclude(number, to, reason);
    else this.end(number, "failed", lost, exit);
  }

  /** Like `end`, for a track whose out-edges are already chosen. */
  conclude(
    number: number,
    to: "succeeded" | "failed" | "cancelled" | "skipped",
    reason: string | null,
  ): void {
    this.move(number, to, reason);
    this.queueArrivals(number);
    if (to === "failed" && !isFailureHandled(this.vertex(number), this.track(number)))
      this.noteFailure(number, reason);
  }

  /** Chooses the out-edges of a routed vertex. Returns the reason to fail if none can be chosen, otherwise null. */
  route(number: number, to: TrackState, exit: number | null): string | null {
    const vertex = this.vertex(number);
    if (!vertex.isRouted || (to !== "succeeded" && to !== "failed")) return null;
    const { next } = this.track(number);
    const facts = { ...this.facts, outputs: this.outputsOf(vertex.routeReads), end: { state: to, exit } };
    const chosen = routing(vertex, to, to === "failed" ? null : next, (expression) =>
      evaluate(expression, facts),
    );
    if (!chosen.ok) return chosen.reason;
    this.adjust(number, { next: chosen.next });
    return null;
  }

  /** The facts that the inputs of a vertex may read. */
  factsFor(number: number): Facts {
    return vertexFacts(this.plan, number, this.facts, (each) => this.track(each), this.pipeline.endState);
  }

  get now(): number {
    return this.facts.now;
  }

  private outputsOf(numbers: readonly number[]): Facts["outputs"] {
    return Object.fromEntries(
      numbers.map((number) => [this.vertex(number).name, this.track(number).outputs ?? {}]),
    );
  }

  /**
   * True if the track may not start any more: the pipeline was cancelled, a failure stopped it, or its time is over. A
   * reaction and a final step start nevertheless, unless a person ended everything at once.
   */
  isClosingFor(number: number): boolean {
    if (this.pipeline.isKilled) return true;
    if (this.pipeline.cancelledBy === null && !this.isStopped) return false;
    return !this.track(number).isReaction && this.vertex(number).final === null;
  }

  /** Ends a track that has not started, because nothing new starts any more. */
  close(number: number): void {
    const { cancelledBy, halt } = this.pipeline;
    if (cancelledBy !== null) this.end(number, "cancelled", `cancelled by ${cancelledBy}`);
    else if (halt !== null) this.skip(number, halt);
    else this.end(number, "skipped", NO_TIME);
  }

  /** True if a failure stopped the pipeline, or its time is over. */
  private get isStopped(): boolean {
    return this.pipeline.halt !== null || this.pipeline.isOverdue;
  }

  /**
   * Chooses the out-edges of a skipped track as after a success, so that its heads go on. Returns the reason if none can
   * be chosen, otherwise null.
   */
  routeSkipped(number: number): string | null {
    const nowhere = this.route(number, "succeeded", null);
    if (nowhere !== null) return nowhere;
    if (this.track(number).next === null) {
      const { outs } = this.vertex(number);
      this.adjust(number, { next: outs.filter(({ when }) => when !== "failed").map(({ head }) => head) });
    }
    return null;
  }

  /** Skips a track: because the vertex `blame` failed, or (null) because no in-edge is live. */
  skip(number: number, blame: number | null): void {
    this.adjust(number, { blame });
    this.end(
      number,
      "skipped",
      itemsHaltReason(this.plan, this.track(number)) ?? this.notTaken(number, blame),
    );
  }

  /** The reason of a track that is skipped because its in-edges do not let it start. */
  notTaken(number: number, blame: number | null): string {
    return skipReason(this.plan, number, blame, (each) => this.track(each));
  }

  /** Ends every track that has not started, except those that start nevertheless or that a reaction may still reach. */
  endNotStarted(): void {
    for (const { number } of this.everyTrack()) {
      // The state is read again here: ending one track may have ended others.
      const { state, sleep, waits } = this.track(number);
      // A track whose child pipeline runs has started: it ends when the child pipeline ends.
      // A timer goes on while the vertex that it looks at runs on.
      const isTimer = sleep === "timer" && this.pipeline.cancelledBy === null && !this.pipeline.isOverdue;
      const hasStarted = isBegun(state) || sleep === "child" || isTimer;
      if (hasStarted || isEnded(state) || !this.isClosingFor(number)) continue;
      const mayReact =
        waits > 0 && sleep !== "timer" && this.vertex(number).canReact && !this.pipeline.isKilled;
      if (!mayReact) this.close(number);
      // Another in-edge of its `join: any` made it ready. It starts only if a reaction reaches it.
      else if (state !== "waiting") this.move(number, "waiting", null);
    }
  }

  /** Removes and returns the next outcome that a head has not been told yet. */
  nextArrival(): Arrival | undefined {
    return this.arrivals.shift();
  }

  changes(): Changes {
    return {
      kind: "changes",
      pipeline: this.pipeline,
      tracks: [...this.changed.values()],
      moves: this.moves,
    };
  }

  private queueArrivals(number: number): void {
    const vertex = this.vertex(number);
    const track = this.track(number);
    for (const edge of vertex.outs) {
      const outcome = edgeOutcome(edge, vertex, track);
      if (outcome !== null) this.arrivals.push({ edge, outcome });
    }
  }

  private noteFailure(number: number, reason: string | null): void {
    const text = failureText(this.vertex(number).name, reason);
    this.pipeline = { ...this.pipeline, reason: this.pipeline.reason ?? text };
    if (this.vertex(number).final !== null) return;
    if (!isHalting(this.plan, this.pipeline)) return;
    this.pipeline = { ...this.pipeline, halt: number, reason: haltReason(this.plan, this.pipeline) };
    this.endNotStarted();
  }
}
