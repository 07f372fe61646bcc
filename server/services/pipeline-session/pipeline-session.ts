import type { Json } from "#engine/model/graph-content.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { canMove, isBegun, isEnded } from "#engine/model/track.ts";
import type { Changes, Move, PipelineEvent } from "#engine/plan/pipeline-now.ts";
import { advance } from "#engine/transition/advance.ts";
import type { Queries } from "#platform/database/db.ts";
import { eventInserts, type NewEventRow } from "#repos/pipelines/event-rows.ts";
import {
  type LockedPipeline,
  lockPipeline,
  type PipelineRow,
  pipelineUpdate,
} from "#repos/pipelines/pipeline-rows.ts";
import {
  type AttemptUpdate,
  attemptInserts,
  attemptUpdates,
  type NewAttemptRow,
} from "#repos/tracks/attempt-rows.ts";
import { slotReleases } from "#repos/tracks/concurrency-slot-rows.ts";
import { promptInserts, promptWithdrawals } from "#repos/tracks/prompt-rows.ts";
import { trackUpdates } from "#repos/tracks/track-rows.ts";
import { writeTogether } from "#repos/write-together.ts";
import { planOfPipeline, type SealedPlan } from "./revision-content.ts";
import { SessionState } from "./session-state.ts";
import { clocksOf, trackNowOf } from "./session-track.ts";

/** A reason longer than its column is cut with a mark, never refused: the state it explains must not be lost. */
const MAX_REASON = 1_000;

/**
 * A pipeline held by its row's lock for one transaction: tracks are read as decisions need them, changes gather in
 * memory, and `write` puts them down together with their events under one new rev.
 */
export class PipelineSession extends SessionState {
  private readonly before: PipelineRow;
  private readonly events: Omit<NewEventRow, "pipelineId" | "rev" | "n">[] = [];
  private readonly opened = new Map<number, Move["asks"]>();
  private readonly withdrawn = new Set<number>();
  private readonly released = new Set<number>();
  private readonly attempts: NewAttemptRow[] = [];
  private readonly attemptUpdates: AttemptUpdate[] = [];

  private constructor(tx: Queries, locked: LockedPipeline, sealed: SealedPlan) {
    super(tx, locked, sealed);
    this.before = locked.row;
  }

  /** Locks the pipeline (waiting for whoever holds it); null where there is none with this id. */
  static async open(tx: Queries, id: number, lock = lockPipeline): Promise<PipelineSession | null> {
    const locked = await lock(tx, id);
    return locked === null ? null : new PipelineSession(tx, locked, await planOfPipeline(tx, locked.row));
  }

  /**
   * Lets the engine decide what follows from `event`, and holds its changes.
   *
   * @returns null, or a sentence why the present state forbids it (then nothing changed).
   */
  async apply(event: PipelineEvent, actor: string): Promise<string | null> {
    for (;;) {
      const tracks = new Map([...this.held].map(([number, held]) => [number, trackNowOf(number, held)]));
      const decision = advance(this.plan, this.row, tracks, event, this.facts);
      if (decision.kind === "refused") return decision.text;
      if (decision.kind === "changes") {
        this.take(decision, actor);
        return null;
      }
      await this.load(decision.numbers);
    }
  }

  /** Sets counters right; that it was done stands among the events for ever. */
  recount(counters: Pick<PipelineRow, "openTracks" | "failedTracks">): void {
    this.row = { ...this.row, ...counters };
  }

  /** Asks again, or stops asking, for a track whose state says so already. */
  setAsking(number: number, asks: Move["asks"] | null): void {
    const { id } = this.hold(number).row;
    if (asks === null) this.withdrawn.add(id);
    else this.opened.set(id, asks);
  }

  /** Writes among the events what changes no state. `number` null: of the pipeline as a whole. */
  remark(number: number | null, text: string, actor: string): void {
    const { state } = number === null ? this.row : this.track(number);
    this.note(number === null ? "pipeline" : "track", number, state, state, text, actor);
  }

  /** It was its turn. */
  async admit(actor: string): Promise<void> {
    this.row = { ...this.row, isQueued: false, reason: null };
    const refused = await this.apply({ type: "launched" }, actor);
    if (refused !== null) throw new Error(`A queued pipeline cannot begin: ${refused}`);
  }

  /** A pipeline above it was paused or resumed. */
  setParentPaused(isParentPaused: boolean, actor: string): void {
    this.row = { ...this.row, isParentPaused };
    this.note(
      "pipeline",
      null,
      this.row.state,
      isParentPaused ? "paused" : "resumed",
      "with the pipeline above it",
      actor,
    );
  }

  setPaused(isPaused: boolean, actor: string, reason: string | null): void {
    this.row = { ...this.row, isPaused };
    this.note("pipeline", null, this.row.state, isPaused ? "paused" : "resumed", reason, actor);
  }

  /**
   * Makes a pending track running, or takes up the undo of one, with a new attempt that is committed before anything is
   * spawned.
   */
  start(
    number: number,
    claim: { token: Buffer; runnerId: number; inputs: Readonly<Record<string, Json>>; script: string },
    actor: string,
  ): void {
    const held = this.hold(number);
    const from = held.now.state;
    const isUndo = from === "reverting";
    if (!isUndo && !canMove(from, "running")) throw new Error(`A ${from} track cannot be claimed.`);
    const attempt = held.now.attempt + 1;
    const to = isUndo ? from : "running";
    this.adjust(number, {
      state: to,
      reason: null,
      attempt,
      token: claim.token,
      runnerId: claim.runnerId,
      isKillAsked: false,
      startedAt: "now",
      finishedAt: "none",
    });
    this.attempts.push({
      trackId: held.row.id,
      number: attempt,
      kind: isUndo ? "undo" : "run",
      token: claim.token,
      runnerId: claim.runnerId,
      inputs: claim.inputs,
      script: claim.script,
      askedBy: held.now.decidedBy,
      askedWhy: held.now.decidedWhy,
    });
    this.note("track", number, from, to, isUndo ? "its undo begins" : null, actor);
  }

  /** Nobody holds the claim of a track any more whose state stays as it is. */
  release(number: number): void {
    this.adjust(number, { token: null, startedAt: "none" });
    this.released.add(this.hold(number).row.id);
  }

  endAttempt(number: number, attempt: Omit<AttemptUpdate, "trackId" | "number">): void {
    const { id, attempt: current } = this.hold(number).now;
    this.attemptUpdates.push({ trackId: id, number: current, ...attempt, reason: shortened(attempt.reason) });
  }

  /** Records a write that was refused because somebody else holds the track by now. */
  noteRefused(number: number, attempt: number, reason: string, actor: string): void {
    this.events.push({
      kind: "refused",
      number,
      attempt,
      fromState: null,
      toState: null,
      reason: shortened(reason),
      actor,
    });
  }

  /** True where something follows from this in another pipeline: a child is to be launched, or its parent to be told. */
  get concernsOthers(): boolean {
    const hasChildren = [...this.held.values()].some(
      ({ now, isChanged }) => isChanged && now.sleep === "child",
    );
    return hasChildren || (this.row.parentId !== null && this.before.state !== this.row.state);
  }

  /** It had ended, or was being undone, and runs by now. */
  get runsAgain(): boolean {
    return this.before.state !== "running" && this.row.state === "running";
  }

  /** Puts everything down under one new rev. Nothing is written where nothing changed. */
  async write(): Promise<void> {
    const changed = [...this.held.values()].filter((held) => held.isChanged);
    if (changed.length === 0 && this.events.length === 0 && this.row === this.before) return;
    const rev = this.row.rev + 1;
    if (this.before.state !== this.row.state)
      this.note("pipeline", null, this.before.state, this.row.state, this.row.reason, "engine");
    const events = this.events.map((event, index) => ({
      ...event,
      pipelineId: this.row.id,
      rev,
      n: index + 1,
    }));
    // Taken up again after its time was over, or only now begun: it has the whole time.
    if (this.runsAgain && this.row.parentId !== null) this.row = { ...this.row, isReopened: true };
    const isTimeAnew =
      (this.before.isOverdue && !this.row.isOverdue) || (this.before.isQueued && !this.row.isQueued);
    const opened = [...this.opened].map(([trackId, asks]) => ({ trackId, asks: asks ?? [] }));
    const isQueued = this.row.isQueued && !isPipelineEnded(this.row.state);
    this.row = { ...this.row, rev, isQueued, reason: shortened(this.row.reason) };
    await writeTogether(this.tx, [
      ...trackUpdates(
        rev,
        changed.map((held) => held.now),
      ),
      ...attemptUpdates(this.attemptUpdates),
      ...attemptInserts(this.tx, this.attempts),
      ...eventInserts(this.tx, events),
      ...slotReleases([...this.released]),
      ...promptWithdrawals(this.tx, [...this.withdrawn]),
      ...promptInserts(this.tx, opened),
      pipelineUpdate(
        this.tx,
        this.row.id,
        changeOf(this.row),
        isPipelineEnded(this.row.state),
        this.before.state !== this.row.state,
        isTimeAnew ? this.plan.timeout : null,
      ),
    ]);
  }

  private take(changes: Changes, actor: string): void {
    const slept = new Map(changes.moves.map(({ number }) => [number, this.track(number).sleep]));
    for (const { number, given: _given, giveUpAt, ...track } of changes.tracks)
      this.adjust(number, {
        ...track,
        reason: shortened(track.reason),
        giveUpAt: giveUpAt === null ? null : new Date(giveUpAt),
      });
    for (const move of changes.moves) {
      this.adjust(move.number, clocksOf(move));
      if ((move.sleep === "child" && move.isSameChild !== true) || move.sleep === "callback")
        this.adjust(move.number, { attempt: this.track(move.number).attempt + 1 });
      if (slept.get(move.number) === "callback" && isUndecided(move, changes))
        this.adjust(move.number, { attempt: this.track(move.number).attempt - 1 });
      const { row, now } = this.hold(move.number);
      if (row.hasConcurrencyClaims && !isBegun(move.to) && (isBegun(move.from) || isEnded(move.to)))
        this.released.add(row.id);
      if (move.from === "prompting") this.withdrawn.add(row.id);
      if (move.to === "prompting") this.opened.set(row.id, move.asks);
      else this.opened.delete(row.id);
      // The attempt it is about was there before the move: a track that becomes pending again has none yet.
      this.note("track", move.number, move.from, move.to, move.reason, actor, now.attempt);
    }
    this.row = { ...this.row, ...changes.pipeline };
  }

  private note(
    kind: "track" | "pipeline",
    number: number | null,
    fromState: string,
    toState: string,
    reason: string | null,
    actor: string,
    attempt: number | null = number === null ? null : this.track(number).attempt,
  ): void {
    this.events.push({ kind, number, attempt, fromState, toState, reason: shortened(reason), actor });
  }
}

/** What ended a track's waiting to be called was none of its own: it will wait again at the same address. */
function isUndecided({ from, to }: Move, { pipeline }: Changes): boolean {
  const isGivenUp = to === "skipped" && (pipeline.halt !== null || pipeline.isOverdue);
  return from === "sleeping" && (to === "waiting" || isGivenUp);
}

function changeOf(row: PipelineRow) {
  const { rev, state, reason, isPaused, isParentPaused, isReopened, isQueued } = row;
  const { openTracks, failedTracks, halt, cancelledBy, isOverdue, undoFrom } = row;
  const decided = { openTracks, failedTracks, halt, cancelledBy, isOverdue, undoFrom };
  return { rev, state, reason, isPaused, isParentPaused, isReopened, isQueued, ...decided };
}

function shortened(reason: string | null): string | null {
  if (reason === null || reason.length <= MAX_REASON) return reason;
  return `${reason.slice(0, MAX_REASON - 1)}…`;
}
