import { isDeepStrictEqual } from "node:util";
import { isDecidedByPerson } from "#engine/kinds/kinds.ts";
import type { PipelineState } from "#engine/model/pipeline.ts";
import type { AttemptOutcome, Decision, PipelineEvent } from "#engine/plan/pipeline-now.ts";
import { settlementFor } from "#engine/transition/settlement.ts";
import { clocksOf } from "#services/pipeline-session/read/track-changes.ts";
import { SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import type { RandomPipeline } from "../random/random-graph.ts";
import { QUIESCE_AT_MS } from "../time/quiesce-at.ts";
import { Announcement } from "./announcement.ts";
import { hasFreeLocks } from "./free-locks.ts";
import { type KeptDecision, type KeptRows, keptAfter } from "./kept-decision.ts";
import { mustBeTime, mustBeTimeToUndo } from "./must-be-time.ts";
import { SimulatedApprovals } from "./simulated-approvals.ts";

type Claim = { token: number | null; runner: number | null; dueAt: number | null };

/** A claimed attempt, as its runner receives it. */
export type ClaimedAttempt = {
  readonly track: number;
  readonly token: number;
  readonly kind: "run" | "undo";
  readonly isRetriedWhenLost: boolean;
  readonly timeoutMs: number | null;
};

/** After them, and after the end of an undo, tracks may begin anew with their first round. */
const RESTARTS: ReadonlySet<PipelineEvent["type"]> = new Set(["rerun", "undo", "children-undone"]);

/** The reason why a track is lost, and where it then fails, the reason of that. */
export const LOST = "lost";

/**
 * The store: the engine's decisions about one pipeline, with the same guards as in the services. The change of a
 * track's claim and times comes from the same function (`clocksOf`).
 */
export class SimulatedStore {
  readonly run: SimulatedPipeline;
  isPaused = false;
  isAway = false;
  private readonly approvals = new SimulatedApprovals();
  private readonly claims = new Map<number, Claim>();
  /** How many attempts of each track runners have begun. */
  private readonly attempts = new Map<number, number>();
  readonly settled = new Set<number>();
  /** How many rounds of each track with `repeat` were done, counted without the engine. */
  private readonly rounds = new Map<number, number>();
  private nextToken = 1;
  private stateBefore: PipelineState = "running";
  private read = 0;
  /** The attempts that runners are asked to stop, because too many items have failed. */
  private readonly toStop = new Set<number>();
  private haltBefore: number | null = null;
  private readonly announcement: Announcement;

  constructor({ content, unfit, items }: RandomPipeline) {
    const problems = unfit.map((number) => [number, { unfit: "it does not fit" }] as const);
    this.run = new SimulatedPipeline(content, {}, [], new Map(problems), items);
    this.announcement = new Announcement(this.run);
    this.follow(0);
  }

  claim(runner: number, limit: number, now: number): ClaimedAttempt[] {
    if (this.isPaused) return [];
    const { state } = this.run.pipeline;
    const ready =
      state === "running"
        ? this.run.in("pending")
        : state === "reverting"
          ? this.run
              .in("reverting")
              .filter(
                (number) => this.claimOf(number).token === null && this.run.track(number).sleep === null,
              )
          : [];
    const claimable = ready.filter((track) => this.hasFreeLocks(track)).slice(0, limit);
    return claimable.flatMap((track) => {
      // One that was claimed just before may have taken the lock.
      if (!this.hasFreeLocks(track)) return [];
      const token = this.nextToken;
      this.nextToken += 1;
      const kind = state === "running" ? "run" : "undo";
      if (kind === "run") {
        mustBeTime(this.run, track);
        this.announcement.mustName(track);
      } else mustBeTimeToUndo(this.run, track);
      this.run.claim(track);
      this.mustBeNextAttempt(track);
      if (kind === "run") this.mustBeNextRound(track);
      if (kind === "run" && this.run.track(track).inputProblems !== null)
        throw new Error(`Track ${track} begins, and its values do not fit.`);
      this.claims.set(track, { token, runner, dueAt: null });
      this.run.now = now;
      const spec = this.run.plan.vertices[track]?.spec;
      return {
        track,
        token,
        kind,
        isRetriedWhenLost: spec?.onLost === "retry",
        timeoutMs: spec?.timeout ?? null,
      };
    });
  }

  private hasFreeLocks(track: number): boolean {
    return hasFreeLocks(this.run, track, (number) => this.claimOf(number).token !== null);
  }

  /** The attempts of one track's scripts are numbered 1, 2, 3 …, in the order in which runners begin them. */
  private mustBeNextAttempt(track: number): void {
    const wanted = (this.attempts.get(track) ?? 0) + 1;
    const { attempt } = this.run.track(track);
    if (attempt !== wanted) throw new Error(`Attempt ${attempt} of track ${track} began, not ${wanted}.`);
    this.attempts.set(track, wanted);
  }

  /** A round that is done does not run again, unless the track is run again with all that is behind it. */
  private mustBeNextRound(track: number): void {
    if (this.run.plan.vertices[track]?.spec.repeat === undefined) return;
    const { rounds } = this.run.track(track);
    const [index, done] = [rounds?.done ?? 0, this.rounds.get(track) ?? 0];
    if (index !== done)
      throw new Error(`Round ${index + 1} of track ${track} begins, and ${done} rounds are done.`);
  }

  /** Counts a round that asked for another one: `until` is `index == N` in every simulated graph. */
  private countRound(track: number, { to }: AttemptOutcome): void {
    const { repeat } = this.run.plan.vertices[track]?.spec ?? {};
    const done = this.rounds.get(track) ?? 0;
    // The round that runs while a person cancels is the last one, whatever `until` says.
    const isLast = this.run.track(track).state === "succeeded";
    if (to === "succeeded" && !isLast && repeat !== undefined && repeat.until !== `index == ${done}`)
      this.rounds.set(track, done + 1);
  }

  /** Accepts a result that names the current claim. Any other result is refused and changes nothing. */
  settle(track: number, token: number, outcome: AttemptOutcome, now: number): "settled" | "stale" {
    if (this.claimOf(track).token !== token) return "stale";
    if (this.settled.has(token) && outcome.to !== "handed-back")
      throw new Error(`Attempt ${token} of track ${track} was settled twice.`);
    this.settled.add(token);
    if (outcome.to === "handed-back" && this.run.track(track).state === "reverting") {
      this.claims.set(track, { token: null, runner: null, dueAt: null });
      this.run.rev += 1;
      return "settled";
    }
    const isRun = this.run.track(track).state !== "reverting";
    this.must(this.run.feed({ type: "settled", number: track, outcome }), now);
    if (isRun) this.countRound(track, outcome);
    else this.restartRounds();
    return "settled";
  }

  /** What a runner keeps of the pipeline after it has written it. */
  kept(): KeptRows {
    return {
      rows: this.run.rows(),
      tokens: new Map([...this.claims].map(([track, { token }]) => [track, token])),
    };
  }

  /**
   * The one trip of a settlement that was decided from what a runner keeps. Gives what it keeps now; null, and changes
   * nothing, where anything was changed since.
   * @throws Error where what the runner keeps of this very rev is not what is stored.
   */
  settleKept(decided: KeptDecision, now: number): KeptRows | null {
    const { from, track, token, outcome, changes } = decided;
    if (from.rows.rev !== this.run.rev) return null;
    if (!isDeepStrictEqual(from.rows, this.run.rows()) || this.claimOf(track).token !== token)
      throw new Error(`What was kept of rev ${this.run.rev} is not what is stored.`);
    if (this.settled.has(token)) throw new Error(`Attempt ${token} of track ${track} was settled twice.`);
    this.settled.add(token);
    this.run.now = now;
    const event = { type: "settled", number: track, outcome } as const;
    if (!isDeepStrictEqual(changes, this.run.decisionFrom(from.rows, event, this.run.factsNow)))
      throw new Error(`With the lock the settlement of track ${track} is another one.`);
    this.run.apply(event, changes);
    this.must(null, now);
    this.countRound(track, outcome);
    return keptAfter(from, changes);
  }

  /** The child pipeline of a track has ended. */
  endChild(track: number, outcome: AttemptOutcome, now: number): void {
    this.run.now = now;
    this.mustBeNextRound(track);
    this.must(this.run.feed({ type: "settled", number: track, outcome }), now);
    this.countRound(track, outcome);
  }

  /** Whether its runner is asked to stop the attempt, because too many items have failed. */
  isToStop(token: number): boolean {
    return this.toStop.has(token);
  }

  /** The outcome of an attempt that its runner stopped. */
  stopped(track: number): AttemptOutcome {
    const killed = { exitCode: null, signal: "SIGTERM", outputText: null, isOutputCut: false } as const;
    const end = { ...killed, endedBy: "cancelled", spawnError: null } as const;
    return settlementFor(this.run.plan, track, end, this.run.pipeline, 0);
  }

  /** Whether the attempt is still needed. A lost attempt may still report. */
  holds(track: number, token: number): boolean {
    return this.claimOf(track).token === token;
  }

  /** Tracks of runners that are not alive become lost. */
  loseTracksOfOthers(alive: ReadonlySet<number>, now: number): void {
    for (const [track, claim] of this.claims) {
      const { state } = this.run.track(track);
      const isExecuted = state === "running" || (state === "reverting" && claim.token !== null);
      if (claim.runner !== null && !alive.has(claim.runner) && isExecuted)
        this.must(this.run.feed({ type: "lost", number: track, reason: LOST }), now);
    }
  }

  wakeDue(now: number): void {
    this.run.now = now;
    const due = [...this.claims].flatMap(([track, { dueAt }]) =>
      dueAt !== null && dueAt <= now ? [{ track, dueAt }] : [],
    );
    for (const { track, dueAt } of due) {
      // One that fired may have ended another, or set its time anew.
      if (this.claimOf(track).dueAt === dueAt)
        this.must(this.run.feed({ type: "timer-due", number: track }), now);
    }
  }

  /** An action of a person, which may be refused. */
  act(event: Parameters<SimulatedPipeline["feed"]>[0], now: number): string | null {
    this.run.now = now;
    this.announcement.beforeAct(event);
    const refused = this.run.feed(event);
    this.announcement.afterAct(event, refused === null);
    this.follow(now);
    if (refused === null && RESTARTS.has(event.type)) this.restartRounds();
    return refused;
  }

  /** Somebody answers; `decision` is what they say where the prompt asks for approval, which may be refused. */
  answer(track: number, now: number, decision: Decision): void {
    const { spec = {} } = this.run.plan.vertices[track] ?? {};
    if (isDecidedByPerson({ spec })) {
      this.run.now = now;
      if (this.approvals.answer(this.run, track, decision, now < QUIESCE_AT_MS / 2)) this.follow(now);
      return;
    }
    const names = Object.keys(spec.inputs ?? {});
    const answers = Object.fromEntries(names.map((name) => [name, "x"]));
    this.must(this.run.answer(track, answers), now);
  }

  claimOf(track: number): Claim {
    return this.claims.get(track) ?? { token: null, runner: null, dueAt: null };
  }

  /** The tracks that now begin with their first round. */
  private restartRounds(): void {
    for (const { number } of this.run.plan.vertices)
      if (this.run.track(number).rounds === null) this.rounds.delete(number);
  }

  /** Like the services: what runs is to be stopped once too many items have failed. */
  private stopRunningItems(): void {
    const { halt } = this.run.pipeline;
    const isNew = halt !== null && halt !== this.haltBefore;
    this.haltBefore = halt;
    if (!isNew || this.run.plan.items?.isRestStopped !== true) return;
    for (const number of this.run.in("running")) this.toStop.add(this.claimOf(number).token ?? 0);
  }

  private must(refused: string | null, now: number): void {
    if (refused !== null) throw new Error(`The engine refused what the guards accepted: ${refused}`);
    this.follow(now);
  }

  /** Applies the transitions since the last call to claims and times. */
  private follow(now: number): void {
    const { state } = this.run.pipeline;
    // A roll back is complete: the pipeline runs again from a vertex on.
    if (this.stateBefore === "reverting" && state === "running") this.restartRounds();
    this.stateBefore = state;
    for (const move of this.run.history.slice(this.read)) {
      const clocks = clocksOf(move);
      const claim = { ...this.claimOf(move.number) };
      if ("token" in clocks) claim.token = null;
      if (clocks.due !== undefined && clocks.due !== "keep")
        claim.dueAt = clocks.due === "none" ? null : now + clocks.due;
      this.claims.set(move.number, claim);
    }
    this.read = this.run.history.length;
    this.stopRunningItems();
  }
}
