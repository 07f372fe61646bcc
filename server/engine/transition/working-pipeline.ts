import { evaluate, type Facts } from "../expressions/expression.ts";
import { canPipelineMove, type PipelineState } from "../model/pipeline.ts";
import { canMove, isBegun, isEnded, type TrackState } from "../model/track.ts";
import type { Changes, Move, PipelineFacts, PipelineNow, TrackNow } from "../plan/pipeline-now.ts";
import type { Plan, PlanEdge, PlanVertex } from "../plan/plan.ts";
import { vertexFacts } from "../policies/vertex-facts.ts";
import { attemptAfter } from "./attempt-number.ts";
import { type EdgeOutcome, edgeOutcome, takesUpFailure } from "./edge-outcome.ts";
import { routing } from "./routing.ts";

/** Why a track is skipped whose pipeline ran out of time. */
export const OVERDUE = "not reached: the pipeline's time was over";

/** The outcome of one edge, on its way to the edge's head. */
export type Arrival = { readonly edge: PlanEdge; readonly outcome: EdgeOutcome };

/** Thrown inside one decision only, and caught by `advance`: the decision touches tracks that were not given. */
export class TracksNeeded extends Error {
  readonly numbers: readonly number[] | "all";
  constructor(numbers: readonly number[] | "all") {
    super("more tracks are needed to decide");
    this.numbers = numbers;
  }
}

/**
 * A pipeline during one decision: what was given stays as it is, changes gather beside it. Every transition of a track
 * passes `move`, every one of the pipeline `movePipeline`: they hold the tables of states, and `move` keeps the counters.
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

  /** Changes counters of a track that makes no move. */
  adjust(number: number, change: Partial<Omit<TrackNow, "number" | "state">>): void {
    this.changed.set(number, { ...this.track(number), ...change });
  }

  /**
   * Changes the pipeline's state, and more of it.
   *
   * @throws Error where the table of transitions forbids it: that is a bug of the engine.
   */
  movePipeline(to: PipelineState, change: Partial<Omit<PipelineNow, "state">> = {}): void {
    const from = this.pipeline.state;
    if (from !== to && !canPipelineMove(from, to)) throw new Error(`A ${from} pipeline cannot become ${to}.`);
    this.pipeline = { ...this.pipeline, ...change, state: to };
  }

  /**
   * Changes a track's state.
   *
   * @throws Error where the table of transitions forbids it: that is a bug of the engine.
   */
  move(
    number: number,
    to: TrackState,
    reason: string | null,
    more: Pick<Move, "asks" | "sleepMs" | "sleep" | "isSameChild" | "keepsOutputs"> = {},
  ): void {
    const track = this.track(number);
    const from = track.state;
    if (!canMove(from, to)) throw new Error(`A ${from} track cannot become ${to} (vertex number ${number}).`);
    // What only was to be read by the next round is no output.
    const isRoundLost = this.vertex(number).spec.repeat !== undefined && isEnded(to) && to !== "succeeded";
    const round = isRoundLost ? { outputs: null, retries: 0 } : {};
    const attempt = attemptAfter(track, { to, ...more }, this.isStopped);
    this.changed.set(number, { ...track, ...round, state: to, reason, sleep: more.sleep ?? null, attempt });
    this.moves.push({ number, from, to, reason, attempt, ...more });
    const opened = Number(isEnded(from)) - Number(isEnded(to));
    const failed = takesUpFailure(this.vertex(number), track)
      ? 0
      : Number(to === "failed") - Number(from === "failed");
    this.pipeline = {
      ...this.pipeline,
      openTracks: this.pipeline.openTracks + opened,
      failedTracks: this.pipeline.failedTracks + failed,
    };
  }

  /**
   * Ends a track and tells its out-edges. A success that has nowhere to go becomes a failure. A failure that nothing
   * takes up halts a pipeline that is set to stop.
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

  /** As `end`, with the out-edges chosen already. */
  conclude(
    number: number,
    to: "succeeded" | "failed" | "cancelled" | "skipped",
    reason: string | null,
  ): void {
    this.move(number, to, reason);
    this.queueArrivals(number);
    if (to === "failed" && !takesUpFailure(this.vertex(number), this.track(number)))
      this.noteFailure(number, reason);
  }

  /** Chooses the out-edges of a vertex that does; gives the reason why it fails where there is nothing to choose. */
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

  /** What the inputs of a vertex may read. */
  factsFor(number: number): Facts {
    return vertexFacts(this.plan, number, this.facts, (each) => this.track(each));
  }

  /** The store's clock, in milliseconds since 1970. */
  get now(): number {
    return this.facts.now;
  }

  private outputsOf(numbers: readonly number[]): Facts["outputs"] {
    return Object.fromEntries(
      numbers.map((number) => [this.vertex(number).name, this.track(number).outputs ?? {}]),
    );
  }

  /** True where nothing new starts any more: it was cancelled, a failure stopped it, or its time is over. */
  get isClosing(): boolean {
    return this.pipeline.cancelledBy !== null || this.isStopped;
  }

  /** True where a failure stopped it, or its time is over. */
  private get isStopped(): boolean {
    return this.pipeline.halt !== null || this.pipeline.isOverdue;
  }

  /**
   * Chooses the out-edges of a track that is passed over, so that what waits for it goes on as after a success; gives the
   * reason why nobody can tell where.
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

  /** The time that the graph allows is over: what has not started is not reached. */
  expire(text: string): void {
    this.pipeline = { ...this.pipeline, isOverdue: true, reason: this.pipeline.reason ?? text };
    this.endNotStarted((track) => this.end(track.number, "skipped", OVERDUE));
    for (const track of this.everyTrack())
      if (track.state === "lost") this.end(track.number, "failed", `${text}; ${track.reason ?? "lost"}`);
  }

  skip(number: number, blame: number | null): void {
    this.adjust(number, { blame });
    this.end(number, "skipped", this.notTaken(blame));
  }

  /** Why a track is skipped: for a failure, or because no road led to it. */
  notTaken(blame: number | null): string {
    return blame === null ? "no in-edge is live" : this.notReached(blame);
  }

  notReached(blame: number): string {
    return `not reached: ${this.vertex(blame).name} failed`;
  }

  /** Nothing that has not started starts any more. */
  endNotStarted(end: (track: TrackNow) => void): void {
    for (const track of this.everyTrack()) {
      // Read again: ending one track may have ended others.
      const now = this.track(track.number);
      // A track whose child runs has started: it ends when its child has.
      if (!isBegun(now.state) && !isEnded(now.state) && now.sleep !== "child") end(now);
    }
  }

  /** The next outcome that its head has not heard of yet; each is given once. */
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
    const text = `${this.vertex(number).name} failed${reason === null ? "" : `: ${reason}`}`;
    this.pipeline = { ...this.pipeline, reason: this.pipeline.reason ?? text };
    if (
      this.plan.onFailure === "continue" ||
      this.pipeline.halt !== null ||
      this.pipeline.cancelledBy !== null
    )
      return;
    this.pipeline = { ...this.pipeline, halt: number };
    this.endNotStarted((track) => this.skip(track.number, number));
  }
}
