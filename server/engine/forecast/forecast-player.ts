import { noRunnerReason } from "../explain/no-runner.ts";
import { isChild, isDecidedByPerson, kindOf } from "../kinds/kinds.ts";
import { isPipelineEnded } from "../model/pipeline.ts";
import { isEnded, type TrackState } from "../model/track.ts";
import type { Move } from "../plan/pipeline-now.ts";
import { concurrencyClaims } from "../policies/concurrency-claims.ts";
import { EventQueue, type TimedEvent } from "./event-queue.ts";
import { type ForecastRunner, type Need, type QueuedFor, SlotsInUse } from "./slots.ts";
import type { VirtualPipeline } from "./virtual-pipeline.ts";

/** What a track does when, in milliseconds after the launch. */
export type TrackTimes = {
  /** Its in-edges allow it to start. */
  readyAt: number;
  /** Only a slot of a lock, a limit or a runner is missing; null if it needs none. */
  queuedAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  state: TrackState;
  reason: string | null;
  /** The track by whose end it became ready; null for those that begin with the pipeline. */
  cause: number | null;
};

export type Queueing = { readonly number: number; readonly at: number; readonly because: QueuedFor };

export type Asking = {
  readonly number: number;
  readonly at: number;
  readonly what: "approval" | "values" | "breakpoint";
};

/** Of all events together, whatever the graph. */
const MAX_EVENTS = 20_000;
/** One step of priority is worth a minute of waiting, as for the claim. */
const STEP_MS = 60_000;
const NO_PIPELINE = { graphId: 0, pipelineId: 0 };

/** Plays a pipeline on a virtual clock: what takes time ends after its duration, people answer at once. */
export class ForecastPlayer {
  readonly times = new Map<number, TrackTimes>();
  readonly queued: Queueing[] = [];
  readonly asked: Asking[] = [];
  /** Tracks that were executed without a known duration. */
  readonly untimed = new Set<number>();
  /** Tracks that no runner can execute, and why. */
  readonly unserved = new Map<number, string>();
  /** The track that ended last; of several that ended together the one that the engine ended last. */
  lastEnded: number | null = null;
  /** Too much happens: it was not played to its end. */
  isCut = false;
  private clock = 0;
  private readonly begunAt: number;
  private readonly run: VirtualPipeline;
  private readonly durations: ReadonlyMap<number, number>;
  private readonly runners: readonly ForecastRunner[];
  private readonly slots: SlotsInUse;
  private readonly events = new EventQueue();
  /** Tracks that wait for slots only, in the order of the claim. */
  private ready: { readonly number: number; readonly place: number; readonly need: Need }[] = [];
  private readonly blocked = new Set<number>();
  private readonly stamps = new Map<number, number>();
  private readonly asks = new Map<number, NonNullable<Move["asks"]>>();

  constructor(
    run: VirtualPipeline,
    durations: ReadonlyMap<number, number>,
    runners: readonly ForecastRunner[],
  ) {
    this.run = run;
    this.begunAt = run.now;
    this.durations = durations;
    this.runners = runners;
    this.slots = new SlotsInUse(runners);
  }

  /** @returns why it cannot be launched; null if it was played. */
  play(): string | null {
    const launched = this.run.feed({ type: "launched" });
    if ("refused" in launched) return launched.refused;
    this.follow(launched, null);
    let happened = 0;
    while (!this.isOver()) {
      this.startReady();
      const { nextAt } = this.events;
      if (nextAt === null) break;
      this.clock = nextAt;
      this.run.now = this.begunAt + nextAt;
      while (this.events.nextAt === nextAt && !this.isOver()) {
        if (happened >= MAX_EVENTS) this.isCut = true;
        happened += 1;
        const event = this.events.take();
        if (event !== null) this.happen(event);
      }
    }
    return null;
  }

  /** What an undo takes is not foreseen. */
  private isOver(): boolean {
    const { state } = this.run.pipeline;
    return this.isCut || isPipelineEnded(state) || state === "reverting";
  }

  private happen({ number, stamp, what }: TimedEvent): void {
    if (stamp !== this.stampOf(number)) return;
    const moves = this.movesOf(number, what);
    // An event that the engine does not allow would be a fault of this class.
    if ("refused" in moves) throw new Error(`A forecast was refused: ${moves.refused}`);
    this.follow(moves, number);
  }

  private movesOf(number: number, what: TimedEvent["what"]) {
    if (what === "answer") return this.run.answer(number, this.asks.get(number) ?? []);
    if (what === "timer") return this.run.feed({ type: "timer-due", number });
    if (what === "continue") return this.run.feed({ type: "break", number, isSet: false });
    return this.run.succeed(number);
  }

  private follow(moves: readonly Move[], by: number | null): void {
    for (const move of moves) {
      this.stamps.set(move.number, this.stampOf(move.number) + 1);
      this.note(move, by);
      this.expect(move);
    }
  }

  /** Writes down what a move says of its track. */
  private note({ number, from, to, reason, sleep }: Move, by: number | null): void {
    const before = this.times.get(number);
    if (to === "waiting") {
      this.times.delete(number);
      return;
    }
    const times: TrackTimes = before ?? {
      readyAt: this.clock,
      queuedAt: null,
      startedAt: null,
      endedAt: null,
      state: to,
      reason: null,
      cause: from === "waiting" ? by : null,
    };
    if (isEnded(to) && (to !== "skipped" || times.startedAt !== null)) this.lastEnded = number;
    const isBegun = to === "running" || sleep === "wait" || sleep === "callback";
    this.times.set(number, {
      ...times,
      state: to,
      reason,
      startedAt: times.startedAt ?? (isBegun ? this.clock : null),
      endedAt: isEnded(to) ? this.clock : null,
    });
  }

  /** Foresees what ends the state in which a track is now. */
  private expect({ number, to, sleep, sleepMs, asks = [] }: Move): void {
    if (this.ready.some((each) => each.number === number))
      this.ready = this.ready.filter((each) => each.number !== number);
    if (to !== "running") this.slots.giveBack(number);
    if (to === "pending" || (to === "sleeping" && sleep === "child")) this.queue(number);
    else if (to === "prompting") {
      this.asks.set(number, asks);
      const isApproval = isDecidedByPerson(this.run.vertex(number));
      this.ask(number, isApproval ? "approval" : "values");
      this.add(number, "answer", 0);
    } else if (to === "sleeping" && sleep === "break") {
      this.ask(number, "breakpoint");
      this.add(number, "continue", 0);
    } else if (to === "sleeping") {
      if (sleep === "callback") this.add(number, "end", this.durationOf(number));
      if (sleep !== "callback" || sleepMs !== undefined) this.add(number, "timer", sleepMs ?? 0);
    }
  }

  private queue(number: number): void {
    const vertex = this.run.vertex(number);
    const { locks } = this.run.track(number);
    const claims = concurrencyClaims(this.run.plan, vertex, { ...NO_PIPELINE, locks });
    const place = this.clock + (vertex.spec.priority ?? 0) * STEP_MS;
    const after = this.ready.findIndex(
      (each) => each.place > place || (each.place === place && each.number > number),
    );
    const entry = { number, place, need: this.slots.needOf(vertex, claims) };
    this.ready.splice(after < 0 ? this.ready.length : after, 0, entry);
    const times = this.times.get(number);
    if (times !== undefined && times.queuedAt === null)
      this.times.set(number, { ...times, queuedAt: this.clock });
  }

  /** Starts all that have their slots. */
  private startReady(): void {
    for (const { number, need } of [...this.ready]) {
      if (this.slots.take(number, need)) this.start(number);
      else if (!this.blocked.has(number)) {
        this.blocked.add(number);
        this.queued.push({ number, at: this.clock, because: this.slots.missing(need) });
      }
    }
  }

  private start(number: number): void {
    const vertex = this.run.vertex(number);
    if (isChild(vertex)) {
      this.ready = this.ready.filter((each) => each.number !== number);
      const times = this.times.get(number);
      if (times !== undefined) this.times.set(number, { ...times, startedAt: this.clock });
    } else {
      const why =
        kindOf(vertex.spec).carriedOutBy === "runner" ? noRunnerReason(vertex.spec, this.runners) : null;
      if (why !== null) this.unserved.set(number, why);
      const moves = this.run.feed({ type: "claimed", number });
      if ("refused" in moves) throw new Error(`A forecast was refused: ${moves.refused}`);
      this.follow(moves, number);
    }
    this.add(number, "end", this.durationOf(number));
  }

  private durationOf(number: number): number {
    const known = this.durations.get(number);
    if (known === undefined) this.untimed.add(number);
    return known ?? 0;
  }

  private ask(number: number, what: Asking["what"]): void {
    this.asked.push({ number, at: this.clock, what });
  }

  private add(number: number, what: TimedEvent["what"], afterMs: number): void {
    this.events.add({ at: this.clock + afterMs, number, stamp: this.stampOf(number), what });
  }

  private stampOf(number: number): number {
    return this.stamps.get(number) ?? 0;
  }
}
