import type { AttemptOutcome } from "#engine/plan/pipeline-now.ts";
import { mustBeUndone, mustHoldOutside } from "../promises/what-must-hold.ts";
import { randomPipeline } from "../random/random-graph.ts";
import type { RandomSource } from "../random/random-source.ts";
import { endInterrupted, type Script } from "../scripts/end-interrupted.ts";
import { lateOutcome, outcomeOf } from "../scripts/execution-outcome.ts";
import { ScriptJournal } from "../scripts/script-journal.ts";
import { decideKept, type KeptDecision } from "../store/kept-decision.ts";
import { SimulatedChildren } from "../store/simulated-children.ts";
import { type ClaimedAttempt, SimulatedStore } from "../store/simulated-store.ts";
import { QUIESCE_AT_MS } from "../time/quiesce-at.ts";
import { SimulatedTime } from "../time/simulated-time.ts";
import { injectFaults } from "./inject-faults.ts";
import { loseClaimAnswer, repeatResult } from "./lose-answers.ts";
import { operatorActions } from "./operator-actions.ts";
import type { WorldControls } from "./world-controls.ts";
import type { WorldRunner } from "./world-runner.ts";

/** The times of the product, divided by ten: only their ratio matters. */
const LEASE_MS = 3_000;
const BEAT_MS = LEASE_MS / 6;
const GUARD_MS = 2_000;
const LOOK_MS = 50;
const CLAIMS_LOOK_MS = 300;
const SWEEP_MS = 200;
const SLOTS = 3;

const END_AT_MS = 400_000;

/** Runners, a store and a clock, and all faults between them, with people who decide at any time. */
export class World extends SimulatedTime implements WorldControls<WorldRunner> {
  readonly store: SimulatedStore;
  readonly journal = new ScriptJournal();
  readonly children: SimulatedChildren;
  readonly runners: WorldRunner[];
  private readonly leases = new Map<number, number>();
  private lives = 0;
  private judgesFrom = 0;
  /** Tracks about which a person decided. */
  readonly decided = new Set<number>();

  constructor(random: RandomSource) {
    super(random);
    this.store = new SimulatedStore(randomPipeline(random));
    this.children = new SimulatedChildren(this.store, random);
    this.runners = Array.from({ length: random.between(1, 3) }, () => this.newRunner());
    for (const runner of this.runners) this.startRunner(runner);
    this.every(SWEEP_MS, () => this.sweep());
    this.every(CLAIMS_LOOK_MS, () => {
      if (!this.store.isAway) this.store.wakeDue(this.now);
    });
    this.every(700, () => injectFaults(this));
    this.every(900, () => operatorActions(this));
    this.every(CLAIMS_LOOK_MS, () => this.children.reconcile(this.now));
  }

  hasLease(life: number): boolean {
    return this.leases.has(life);
  }

  /** Lets time pass until the pipeline has ended and no script of it runs. */
  play(): void {
    while (!this.isOver()) {
      if (this.now > END_AT_MS || !this.pass())
        throw new Error(`It does not end: ${JSON.stringify(this.store.run.states())}`);
    }
    mustHoldOutside(this);
    mustBeUndone(this);
  }

  private isOver(): boolean {
    const { state } = this.store.run.pipeline;
    const isBusy = this.runners.some(({ scripts }) => scripts.size > 0);
    return this.now > QUIESCE_AT_MS && state !== "running" && state !== "reverting" && !isBusy;
  }

  private newRunner(): WorldRunner {
    this.lives += 1;
    const begun = { isAlive: true, frozenUntil: 0, heardAt: 0, scripts: new Map(), kept: null };
    return { ...begun, life: this.lives, isRemote: this.random.chance(0.4) };
  }

  private startRunner(runner: WorldRunner): void {
    runner.heardAt = this.now;
    this.leases.set(runner.life, this.now + LEASE_MS);
    const { life } = runner;
    const whileHeLives = (everyMs: number, act: () => void, isOver = () => false) =>
      this.every(
        everyMs,
        () => {
          if (runner.isAlive && this.now >= runner.frozenUntil) act();
        },
        () => runner.isAlive && !isOver(),
      );
    whileHeLives(
      LOOK_MS,
      () => this.claim(runner),
      () => runner.life < life,
    );
    whileHeLives(BEAT_MS / 4, () => {
      if (this.isSilent(runner)) this.endRetried(runner);
    });
    whileHeLives(BEAT_MS, () => this.beat(runner));
    whileHeLives(CLAIMS_LOOK_MS, () => this.lookAfterHeld(runner));
  }

  private claim(runner: WorldRunner): void {
    // A runner that was marked lost claims nothing under its old row.
    if (this.store.isAway || !this.leases.has(runner.life) || this.isSilent(runner)) return;
    const attempts = this.store.claim(runner.life, SLOTS - runner.scripts.size, this.now);
    if (attempts.length > 0) runner.kept = this.store.kept();
    for (const attempt of attempts) {
      // The claim is committed. Now the runner may crash before it starts anything, or its answer may be lost.
      if (this.isOdd(0.02)) {
        this.crash(runner);
        return;
      }
      if (runner.isRemote && this.isOdd(0.2)) loseClaimAnswer(this, runner, attempt);
      else this.execute(runner, attempt);
    }
  }

  execute(runner: WorldRunner, attempt: ClaimedAttempt): void {
    const { track, token, kind } = attempt;
    const execution = this.journal.begin({ track, token, kind, beganAt: this.now });
    const script: Script = { attempt, execution, isKilled: false };
    runner.scripts.set(token, script);
    const lasts = this.random.between(10, this.random.chance(0.1) ? 8_000 : 600);
    const isLate = attempt.timeoutMs !== null && lasts > attempt.timeoutMs / 10;
    const exit = this.random.chance(0.7) ? 0 : 1;
    this.at(isLate ? (attempt.timeoutMs ?? 0) / 10 : lasts, () => {
      if (execution.endedAt !== null) return;
      execution.endedAt = this.now;
      execution.exit = isLate ? null : exit;
      this.report(
        runner,
        script,
        isLate ? lateOutcome(this.store, track) : outcomeOf(this.store, attempt, exit, this.random.next()),
      );
    });
  }

  /** Sends a result until it is acknowledged. If the answer is lost, it is sent again. */
  private report(runner: WorldRunner, script: Script, outcome: AttemptOutcome): void {
    const { track, token } = script.attempt;
    const say = (): void => {
      if (!runner.isAlive || !runner.scripts.has(token)) return;
      if (this.now < runner.frozenUntil) {
        this.at(runner.frozenUntil - this.now + 1, say);
        return;
      }
      if (this.isOdd(0.02)) {
        this.crash(runner);
        return;
      }
      if (this.store.isAway) {
        this.at(200, say);
        return;
      }
      const decided =
        runner.kept === null ? null : decideKept(this.store.run, runner.kept, script.attempt, outcome);
      // The trip takes its time, and others may write the pipeline meanwhile.
      this.at(decided === null ? 0 : this.random.between(0, 30), () => settled(decided));
    };
    const settled = (decided: KeptDecision | null): void => {
      if (!runner.isAlive || !runner.scripts.has(token)) return;
      if (this.store.isAway) {
        this.at(200, say);
        return;
      }
      runner.kept = decided === null ? null : this.store.settleKept(decided, this.now);
      if (runner.kept === null) {
        this.store.settle(track, token, outcome, this.now);
        runner.kept = this.store.kept();
      }
      if (this.isOdd(0.1)) {
        runner.kept = null;
        this.at(100, say);
        return;
      }
      runner.scripts.delete(token);
      if (runner.isRemote && this.isOdd(0.1)) repeatResult(this, script.attempt, outcome);
    };
    this.at(this.random.between(0, 20), say);
  }

  private kill(
    runner: WorldRunner,
    script: Script,
    outcome: AttemptOutcome | null,
    within = this.random.between(1, 200),
  ): void {
    if (script.isKilled) return;
    script.isKilled = true;
    this.at(within, () => {
      if (script.execution.endedAt === null) {
        script.execution.endedAt = this.now;
        script.execution.exit = null;
        if (outcome !== null) {
          this.report(runner, script, outcome);
          return;
        }
        // It has ended by itself meanwhile, and reports that.
      } else if (outcome !== null) return;
      runner.scripts.delete(script.attempt.token);
    });
  }

  private lookAfterHeld(runner: WorldRunner): void {
    if (this.store.isAway) return;
    for (const script of runner.scripts.values()) {
      if (script.execution.endedAt !== null) continue;
      const { track, token } = script.attempt;
      if (!this.store.holds(track, token)) this.kill(runner, script, null);
      else if (this.store.isToStop(token)) this.kill(runner, script, this.store.stopped(track));
    }
  }

  private beat(runner: WorldRunner): void {
    if (this.store.isAway || this.isOdd(0.05)) return;
    runner.heardAt = this.now;
    const until = this.leases.get(runner.life);
    // It was marked lost while it was alive, so it goes on under a new row.
    if (until === undefined) {
      this.lives += 1;
      runner.life = this.lives;
    }
    this.leases.set(runner.life, this.now + LEASE_MS);
  }

  isSilent(runner: WorldRunner): boolean {
    return this.now - runner.heardAt > LEASE_MS / 2;
  }

  /** No heartbeat succeeded for half a lease: scripts that would begin again on another runner are killed now. */
  private endRetried(runner: WorldRunner): void {
    for (const script of runner.scripts.values())
      if (script.attempt.isRetriedWhenLost && script.execution.endedAt === null)
        this.kill(runner, script, { to: "handed-back" }, 1);
  }

  private sweep(): void {
    if (this.store.isAway) {
      this.judgesFrom = this.now + LEASE_MS;
      return;
    }
    if (this.now < this.judgesFrom) return;
    for (const [life, until] of this.leases) if (until < this.now) this.leases.delete(life);
    this.store.loseTracksOfOthers(new Set(this.leases.keys()), this.now);
  }

  crash(runner: WorldRunner): void {
    if (!runner.isAlive) return;
    runner.isAlive = false;
    // Scripts end with their runner (docs/decisions/020-containment.md).
    for (const { execution } of runner.scripts.values())
      if (execution.endedAt === null) execution.endedAt = this.now;
    runner.scripts.clear();
    const place = this.runners.indexOf(runner);
    this.at(this.random.between(100, 4_000), () => {
      const next = this.newRunner();
      this.runners[place] = next;
      this.startRunner(next);
    });
  }

  /** As a runner does at SIGTERM with a drain limit of nothing. */
  stopInOrder(runner: WorldRunner): void {
    if (this.store.isAway || this.now < runner.frozenUntil) return;
    endInterrupted(this.store, runner.scripts, this.now);
    this.crash(runner);
  }

  freeze(runner: WorldRunner, lasts: number): void {
    runner.frozenUntil = Math.max(runner.frozenUntil, this.now + lasts);
    if (lasts <= GUARD_MS) return;
    this.at(GUARD_MS, () => {
      for (const script of runner.scripts.values())
        if (script.execution.endedAt === null) {
          script.execution.endedAt = this.now;
          script.isKilled = true;
          const { isRetriedWhenLost } = script.attempt;
          this.report(
            runner,
            script,
            isRetriedWhenLost
              ? { to: "handed-back" }
              : { to: "failed", reason: "signal SIGKILL", exit: null, random: 0 },
          );
        }
    });
  }

  /** True sometimes, and never after quiescence. */
  private isOdd(probability: number): boolean {
    return this.now < QUIESCE_AT_MS && this.random.chance(probability);
  }
}
