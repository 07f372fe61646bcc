import { ownOf } from "../json/json.ts";
import { isDecidedByPerson } from "../kinds/kinds.ts";
import type { Json, Values } from "../model/graph-content.ts";
import {
  type Changes,
  type Move,
  NEW_PIPELINE,
  NEW_TRACK,
  type PipelineEvent,
  type PipelineFacts,
  type PipelineNow,
  type TrackNow,
} from "../plan/pipeline-now.ts";
import type { Plan, PlanVertex } from "../plan/plan.ts";
import { advance } from "../transition/advance.ts";
import { withoutApprovers, withoutRounds, withoutRouting, withoutValues } from "./assumed-plan.ts";

/** What a launch is given, by the number of the vertex. */
export type ForecastLaunch = {
  readonly facts: Pick<PipelineFacts, "params" | "pipeline" | "types">;
  readonly given: ReadonlyMap<number, Values>;
  readonly breaks: ReadonlySet<number>;
  /** Each with the heads that go on, where the graph does not decide that. */
  readonly skips: ReadonlyMap<number, readonly number[] | null>;
};

/** What a vertex gave in the last run in which it succeeded. */
export type PastResult = {
  readonly outputs: Values;
  /** The heads that it named or that were chosen; null if none were. */
  readonly next: readonly number[] | null;
};

/**
 * Each vertex that turns out to need a value which is not known is decided about twice, with all that would follow from its
 * failure. After so many, no value is needed any more.
 */
const MAX_TRIED = 20;

/**
 * A pipeline that no database knows, on a virtual clock. The engine decides about each event. Where it could decide only
 * with what scripts have not given yet, the vertex is taken as one that needs no such value, and is noted in `routes` or
 * `values`.
 */
export class VirtualPipeline {
  plan: Plan;
  pipeline: PipelineNow;
  /** Milliseconds since 1970. */
  now: number;
  readonly tracks: Map<number, TrackNow>;
  /** Vertices whose out-edges depend on what is not known. */
  readonly routes = new Set<number>();
  /** Vertices whose inputs are not known. */
  readonly values = new Set<number>();
  private readonly past: ReadonlyMap<number, PastResult>;
  private readonly facts: ForecastLaunch["facts"];
  /** Vertices whose outputs are not known, or will be what a person fills in. */
  private readonly unknown = new Set<number>();

  constructor(plan: Plan, launch: ForecastLaunch, past: ReadonlyMap<number, PastResult>, now: number) {
    this.plan = plan;
    this.facts = launch.facts;
    this.past = past;
    this.now = now;
    this.pipeline = { ...NEW_PIPELINE, openTracks: plan.vertices.length };
    this.tracks = new Map(
      plan.vertices.map(({ number, ins }) => [
        number,
        {
          ...NEW_TRACK,
          number,
          waits: ins.length,
          given: launch.given.get(number) ?? {},
          isBreak: launch.breaks.has(number),
          isSkippedAtLaunch: launch.skips.has(number),
          next: launch.skips.get(number) ?? null,
        },
      ]),
    );
  }

  vertex(number: number): PlanVertex {
    const vertex = this.plan.vertices[number];
    if (vertex === undefined) throw new RangeError(`The plan has no vertex number ${number}.`);
    return vertex;
  }

  track(number: number): TrackNow {
    const track = this.tracks.get(number);
    if (track === undefined) throw new RangeError(`There is no track ${number}.`);
    return track;
  }

  /** @returns what moved; or why the event cannot be. */
  feed(event: PipelineEvent): readonly Move[] | { readonly refused: string } {
    const facts = { ...this.facts, now: this.now };
    const decide = (plan: Plan) => advance(plan, this.pipeline, this.tracks, event, facts);
    for (;;) {
      // Only a failure makes a difference between the two plans. Where it stops the pipeline, every track is looked at.
      const tried = decide({ ...this.plan, onFailure: "continue" });
      if (tried.kind === "changes" && this.assume(event, tried)) continue;
      const isFailed = tried.kind === "changes" && tried.moves.some(({ to }) => to === "failed");
      const decided = isFailed ? decide(this.plan) : tried;
      if (decided.kind === "needs") throw new Error("A forecast has every track.");
      if (decided.kind === "forbidden") return { refused: decided.text };
      this.pipeline = decided.pipeline;
      for (const track of decided.tracks) this.tracks.set(track.number, track);
      // Who must approve matters for what may be skipped at the launch, and not after it.
      if (event.type === "launched") this.plan = withoutApprovers(this.plan);
      return decided.moves;
    }
  }

  /** What is executed ends well, with what it gave last time. */
  succeed(number: number): readonly Move[] | { readonly refused: string } {
    const vertex = this.vertex(number);
    const past = this.past.get(number);
    if (past === undefined) this.unknown.add(number);
    if (vertex.spec.repeat !== undefined) this.plan = withoutRounds(this.plan, number);
    // With other params, conditions may choose other heads than last time. A script names the same ones.
    const isNamed = !vertex.outs.some(({ when }) => typeof when === "object");
    const next = isNamed ? (past?.next ?? null) : null;
    const outputs = past?.outputs ?? {};
    this.freeUnknownRoutes(number);
    const { state, sleep } = this.track(number);
    if (state === "sleeping" && sleep === "callback") return this.call(number, outputs);
    return this.feed({ type: "settled", number, outcome: { to: "succeeded", next, outputs, exit: 0 } });
  }

  /** A person answers at once: an approval is approved, and what is asked for is what is shown or was answered last. */
  answer(number: number, asked: readonly { readonly name: string; readonly prefill?: Json | undefined }[]) {
    const last = this.past.get(number)?.outputs ?? {};
    const answers: Record<string, Json> = {};
    for (const { name, prefill } of asked) {
      const value = prefill ?? ownOf(last, name);
      if (value === undefined && isDecidedByPerson(this.vertex(number))) this.unknown.add(number);
      answers[name] = value ?? "";
    }
    this.tracks.set(number, { ...this.track(number), answers });
    if (!isDecidedByPerson(this.vertex(number))) return this.feed({ type: "answered", number });
    this.freeUnknownRoutes(number);
    const decision = { verdict: "approve", by: "a person", comment: null } as const;
    return this.feed({ type: "answered", number, decision });
  }

  /** What was sent with the calls is not known: only what the wait gives is. */
  private call(number: number, outputs: Values) {
    const event = { type: "forced", number, to: "succeeded", reason: "called", outputs } as const;
    const moved = this.feed(event);
    if (!("refused" in moved) || !this.vertex(number).isRouted) return moved;
    this.freeRoutes(number);
    return this.feed(event);
  }

  private freeUnknownRoutes(number: number): void {
    const { isRouted, routeReads, spec } = this.vertex(number);
    const isUnknown =
      routeReads.some((each) => this.unknown.has(each)) ||
      (spec.branch !== undefined && this.unknown.has(number));
    if (isRouted && isUnknown) this.freeRoutes(number);
  }

  private freeRoutes(number: number): void {
    this.routes.add(number);
    this.plan = withoutRouting(this.plan, number);
  }

  private freeValues(number: number): void {
    this.values.add(number);
    this.plan = withoutValues(this.plan, new Set([number]));
    if (this.values.size < MAX_TRIED) return;
    const others = this.plan.vertices.filter(({ reads }) => reads.length > 0).map((vertex) => vertex.number);
    for (const each of others) this.values.add(each);
    this.plan = withoutValues(this.plan, new Set(others));
  }

  /** True if something failed only because a value is not known: then that is not needed, and the event is decided anew. */
  private assume(event: PipelineEvent, { moves }: Changes): boolean {
    for (const { number, from, to } of moves) {
      if (to !== "failed") continue;
      const vertex = this.vertex(number);
      const isEnd = from === "running" || isEndedBy(event, vertex, this.track(number));
      if (isEnd && vertex.isRouted && (vertex.routeReads.length > 0 || vertex.spec.branch !== undefined)) {
        this.freeRoutes(number);
        return true;
      }
      const { answers } = this.track(number);
      const isOfOthers = vertex.reads.length > 0 || vertex.calls.length > 0 || vertex.readsFailures;
      if (!isEnd && !this.values.has(number) && (isOfOthers || Object.keys(answers).length > 0)) {
        this.freeValues(number);
        return true;
      }
    }
    return false;
  }
}

/** True if the event is the end of the vertex, and not its begin. */
function isEndedBy(event: PipelineEvent, vertex: PlanVertex, { sleep }: TrackNow): boolean {
  if (!("number" in event) || event.number !== vertex.number) return false;
  if (event.type === "answered") return isDecidedByPerson(vertex);
  return event.type === "settled" || (event.type === "timer-due" && sleep === "wait");
}
