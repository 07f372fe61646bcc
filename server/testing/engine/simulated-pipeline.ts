import { type TrackRecord, violationsOf } from "#engine/explain/diagnosis.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import type { GraphContent, Json } from "#engine/model/graph-content.ts";
import { canMove, type TrackState } from "#engine/model/track.ts";
import type { ItemRules } from "#engine/plan/item-rules.ts";
import {
  type Changes,
  type Decision,
  type Forbidden,
  type Move,
  NEW_PIPELINE,
  NEW_TRACK,
  type PipelineEvent,
  type PipelineFacts,
  type PipelineNow,
  type TrackNow,
} from "#engine/plan/pipeline-now.ts";
import { type Plan, planOf } from "#engine/plan/plan.ts";
import { advance } from "#engine/transition/advance.ts";
import { valuesOf } from "#engine/transition/begin.ts";
import { WorkingPipeline } from "#engine/transition/working-pipeline/working-pipeline.ts";
import { mustNotBeStopped, mustObeyItemRules } from "./item-laws.ts";

/** A graph's content from the parts of a graph file. */
export function contentOf(vertices: object, edges: readonly unknown[], more: object = {}): GraphContent {
  const parsed = parseGraphFile({ signalbox: 1, name: "g", vertices, edges, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file.content;
}

/** The rows of a pipeline as of one rev. */
export type SimulatedRows = {
  readonly rev: number;
  readonly pipeline: PipelineNow;
  readonly tracks: ReadonlyMap<number, TrackNow>;
};

/** A decision asked for the time, and there is no lock under which the database could be asked. */
export class NoTime extends Error {}

/** As a session has them without the lock: the time is no part of a copy, and nobody knows it. */
class FactsWithoutTime implements PipelineFacts {
  readonly params: PipelineFacts["params"];
  readonly pipeline: PipelineFacts["pipeline"];

  constructor({ params, pipeline }: Omit<PipelineFacts, "now">) {
    this.params = params;
    this.pipeline = pipeline;
  }

  get now(): number {
    throw new NoTime("The time is not known.");
  }
}

/**
 * A pipeline without a store, a runner or a clock. Tests feed it events, and after each event it checks what must
 * always be true. It gives `advance` as few tracks as a session does, so that requests for more are tested too.
 */
export class SimulatedPipeline {
  readonly plan: Plan;
  readonly history: Move[] = [];
  private readonly facts: Omit<PipelineFacts, "now">;
  /** Milliseconds since 1970. Tests change it. */
  now = 0;
  pipeline: PipelineNow;
  /** Raised by every change. */
  rev = 0;
  private tracks: Map<number, TrackNow>;
  /** How many attempts of each track began, counted only from its transitions. */
  private readonly begun = new Map<number, number>();
  /** Items that a person runs again and that have not begun. */
  private readonly asked = new Set<number>();

  constructor(
    content: GraphContent,
    params: PipelineFacts["params"] = {},
    skippedAtLaunch: readonly number[] = [],
    inputProblems: ReadonlyMap<number, NonNullable<TrackNow["inputProblems"]>> = new Map(),
    items: ItemRules | null = null,
  ) {
    this.facts = { params, pipeline: {} };
    this.plan = planOf(content, items);
    this.pipeline = { ...NEW_PIPELINE, openTracks: this.plan.vertices.length };
    this.tracks = new Map(
      this.plan.vertices.map(({ number, ins }) => [
        number,
        {
          ...NEW_TRACK,
          number,
          waits: ins.length,
          isSkippedAtLaunch: skippedAtLaunch.includes(number),
          inputProblems: inputProblems.get(number) ?? null,
        },
      ]),
    );
    this.feed({ type: "launched" });
  }

  /** @returns null, or the refusal. */
  feed(event: PipelineEvent): string | null {
    const decision = this.decisionFrom(this.rows(), event, { ...this.facts, now: this.now });
    if (decision.kind === "forbidden") return decision.text;
    this.apply(event, decision);
    return null;
  }

  /** What a decision with the lock reads. */
  get factsNow(): PipelineFacts {
    return { ...this.facts, now: this.now };
  }

  /** The rows as they are now: later changes do not change what was given. */
  rows(): SimulatedRows {
    return { rev: this.rev, pipeline: this.pipeline, tracks: new Map(this.tracks) };
  }

  /** What follows from an event where the rows are these; they may be outdated. It changes nothing. */
  decisionFrom(
    { pipeline, tracks }: SimulatedRows,
    event: PipelineEvent,
    facts: PipelineFacts = new FactsWithoutTime(this.facts),
  ): Changes | Forbidden {
    const known = new Set<number>("number" in event ? [event.number] : []);
    for (;;) {
      const given = known.size < tracks.size ? tracksOf(known, tracks) : tracks;
      const decision = advance(this.plan, pipeline, given, event, facts);
      if (decision.kind !== "needs") return decision;
      const wanted = decision.numbers === "all" ? [...tracks.keys()] : decision.numbers;
      const before = known.size;
      for (const number of wanted) known.add(number);
      if (known.size === before) throw new Error("It asks again for what it was given.");
    }
  }

  /** Writes what was decided from the present rows. */
  apply(event: PipelineEvent, decision: Changes): void {
    this.mustCountAttempts(event, decision);
    mustObeyItemRules(this.plan, this.tracks, event, this.asked, decision.moves);
    for (const track of decision.tracks) this.tracks.set(track.number, track);
    this.pipeline = decision.pipeline;
    this.rev += 1;
    for (const move of decision.moves) {
      if (!canMove(move.from, move.to))
        throw new Error(`${move.from} -> ${move.to} is not in the table of transitions.`);
      this.mustBeAllowed(move);
      this.history.push(move);
    }
    this.mustHold();
  }

  /** The running or lost track ended with this outcome. */
  end(number: number, to: "succeeded" | "failed", outputs: TrackNow["outputs"] = null): string | null {
    const outcome =
      to === "failed"
        ? ({ to, reason: "exit 1", exit: 1, random: 0.5 } as const)
        : ({ to, next: null, outputs, exit: 0 } as const);
    return this.feed({ type: "settled", number, outcome });
  }

  /**
   * A runner claims it, or the undo of it.
   *
   * @throws Error where it cannot be claimed.
   */
  claim(number: number): void {
    const forbidden = this.feed({ type: "claimed", number });
    if (forbidden !== null) throw new Error(forbidden);
  }

  /** Changes columns that the engine does not decide about. */
  change(number: number, columns: Partial<Pick<TrackNow, "answers">>): void {
    this.tracks.set(number, { ...this.track(number), ...columns });
    this.rev += 1;
  }

  answer(number: number, answers: TrackNow["answers"], decision?: Decision): string | null {
    this.change(number, { answers });
    return this.feed({ type: "answered", number, ...(decision && { decision }) });
  }

  track(number: number): TrackNow {
    const track = this.tracks.get(number);
    if (track === undefined) throw new RangeError(`There is no track ${number}.`);
    return track;
  }

  /** The values that the inputs of a vertex have now. */
  valuesOf(name: string): Readonly<Record<string, Json>> {
    const number = this.numberOf(name);
    const facts = { ...this.facts, now: this.now };
    const work = new WorkingPipeline(this.plan, this.pipeline, this.tracks, facts);
    return valuesOf(work, number);
  }

  stateOf(name: string): TrackState {
    return this.track(this.numberOf(name)).state;
  }

  states(): Readonly<Record<string, TrackState>> {
    return Object.fromEntries(this.plan.vertices.map(({ number, name }) => [name, this.track(number).state]));
  }

  numberOf(name: string): number {
    const vertex = this.plan.vertices.find((each) => each.name === name);
    if (vertex === undefined) throw new RangeError(`There is no vertex ${name}.`);
    return vertex.number;
  }

  in(...states: readonly TrackState[]): readonly number[] {
    return [...this.tracks.values()]
      .filter(({ state }) => states.includes(state))
      .map(({ number }) => number);
  }

  /** No track becomes ready before its in-edges allow it. */
  private mustBeAllowed({ number, from, to }: Move): void {
    const isStart = from === "waiting" && (to === "pending" || to === "prompting");
    const vertex = this.plan.vertices[number];
    if (!isStart || vertex === undefined || vertex.ins.length === 0) return;
    const mayStart = this.track(number).isReaction && !this.pipeline.isKilled;
    if (this.pipeline.cancelledBy !== null && !mayStart)
      throw new Error(`${vertex.name} began after the cancel.`);
  }

  /** Attempts are numbered 1, 2, 3 …, without gaps and without duplicates. */
  private mustCountAttempts(event: PipelineEvent, { moves, tracks }: Changes): void {
    const sleeps = new Map<number, TrackNow["sleep"]>();
    const count = (number: number, by: number) => this.begun.set(number, (this.begun.get(number) ?? 0) + by);
    for (const { number, to, attempt, sleep = null, isSameChild } of moves) {
      const before = sleeps.has(number) ? sleeps.get(number) : this.track(number).sleep;
      const isTakenBack = before === "callback" && (to === "waiting" || to === "skipped");
      // The transition does not show whether a wait was decided: its number may or may not be free again.
      if (isTakenBack && attempt === (this.begun.get(number) ?? 0) - 1) count(number, -1);
      const isNewChild = sleep === "child" && isSameChild !== true;
      if (to === "running" || isNewChild || sleep === "callback") count(number, 1);
      sleeps.set(number, sleep);
    }
    if (event.type === "claimed" && moves.length === 0) count(event.number, 1);
    for (const { number, attempt } of tracks)
      if (attempt !== (this.begun.get(number) ?? 0))
        throw new Error(`Track ${number} has attempt ${attempt} after ${this.begun.get(number) ?? 0} began.`);
  }

  /** Checks what must be true of a pipeline between two events. */
  private mustHold(): void {
    const records = [...this.tracks].map(([number, track]): [number, TrackRecord] => {
      const { state } = track;
      return [number, { ...track, isClaimed: true, hasDueTime: true, hasOpenPrompt: state === "prompting" }];
    });
    const [violation] = violationsOf(this.plan, this.pipeline, new Map(records));
    if (violation !== undefined) throw new Error(violation.text);
    mustNotBeStopped(this.plan, this.pipeline, this.tracks);
    const isAlive = this.in("pending", "prompting", "running", "lost", "sleeping").length > 0;
    if (this.pipeline.state === "reverting" && this.in("reverting").length === 0)
      throw new Error("It is being undone, and nothing is.");
    if (this.pipeline.state === "running" && !isAlive)
      throw new Error(`It runs, and nothing of it can ever move: ${JSON.stringify(this.states())}`);
  }
}

/** In the order of their numbers, as the database gives them. */
function tracksOf(
  numbers: ReadonlySet<number>,
  tracks: ReadonlyMap<number, TrackNow>,
): Map<number, TrackNow> {
  const given = new Map<number, TrackNow>();
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const track = tracks.get(number);
    if (track !== undefined) given.set(number, track);
  }
  return given;
}
