import type { Database } from "#platform/database/db.ts";
import { errorFields } from "#platform/database/error-fields.ts";
import { failpoint } from "#platform/failpoint.ts";
import type { Logger } from "#platform/log.ts";
import type { SecretBox } from "#platform/secret-box.ts";
import { type Claimant, type ClaimedTrack, claimTracks } from "#services/attempts/claim-tracks.ts";
import type { AttemptResult, Settled } from "#services/attempts/settle-tracks.ts";
import { attemptsToKill } from "#services/fleet/runner-life.ts";
import { resultOf } from "./attempts/attempt-result.ts";
import { followUp } from "./attempts/follow-up.ts";
import { OwnAttempts } from "./attempts/own-attempts.ts";
import { type PreparedTrack, preparedAtOnce, prepareTrack } from "./attempts/prepare-track.ts";
import { Settler } from "./attempts/settler.ts";
import { type EndReason, type Execute, type Execution, neverStarted } from "./execution/execution.ts";
import type { RunnerJournal } from "./journal/journal.ts";
import { LogWriter } from "./log/log-writer.ts";
import { maskedSink, maskedText } from "./log/mask-secrets.ts";
import { isSystemProblem, systemProblemMeaning } from "./script/process/system-problem.ts";

/** After work the next look comes at once; an idle one looks twenty times a second: one read of an index each. */
const FASTEST_LOOK_MS = 25;
const SLOWEST_LOOK_MS = 50;
const LOOK_GROWTH = 1.5;
/** How soon a kill that somebody asked for reaches the script, and a track that has slept enough goes on. */
const HELD_LOOK_MS = 300;
/** How often it looks for claims whose answer was lost. */
const FORGOTTEN_LOOK_MS = 10_000;
/** How long a result waits for its log. */
const LOG_PATIENCE_MS = 5_000;

export type LoopParts = {
  readonly database: Database;
  readonly log: Logger;
  readonly claimant: Claimant;
  readonly slots: number;
  readonly secrets: SecretBox;
  readonly journal: RunnerJournal;
  readonly execute: Execute;
};

type Running = { readonly track: ClaimedTrack; readonly execution: Execution };

/** Claims tracks, executes them, settles them, and so on. One for each runner process. */
export class RunnerLoop {
  private readonly parts: LoopParts;
  private readonly logs: LogWriter;
  private claimant: Claimant;
  private readonly running = new Map<number, Running>();
  private readonly settler: Settler;
  private reserved = 0;
  /** Tracks whose secrets are being read. */
  private preparing = 0;
  private isClaiming = false;
  private isDraining = false;
  private isSilent = false;
  private isWaking = false;
  private lookMs = FASTEST_LOOK_MS;
  private lookTimer: NodeJS.Timeout | null = null;
  private heldTimer: NodeJS.Timeout | null = null;
  private forgottenTimer: NodeJS.Timeout | null = null;
  private readonly idle = new Set<() => void>();
  private readonly mine = new OwnAttempts();

  constructor(parts: LoopParts) {
    this.parts = parts;
    this.claimant = parts.claimant;
    this.logs = new LogWriter(parts.database, parts.log);
    const { database, log, journal } = parts;
    this.settler = new Settler({
      database,
      log,
      journal,
      claimant: () => this.claimant,
      reserve: () => this.reserve(),
      unreserve: (slots) => {
        this.reserved -= slots;
      },
      onSettled: (settled, batch) => this.goOnAfter(settled, batch),
      onIdle: () => this.tellIfIdle(),
    });
  }

  start(): void {
    this.look();
    this.heldTimer = setInterval(() => void this.lookAround(), HELD_LOOK_MS);
    this.forgottenTimer = setInterval(() => void this.giveBackForgotten(), FORGOTTEN_LOOK_MS);
  }

  /** Goes on under another row of the runner table: its former one was declared lost. */
  reincarnate(runnerId: number): void {
    this.claimant = { ...this.claimant, runnerId };
    this.parts.journal.livesAs(runnerId);
  }

  /** Claims nothing more; what runs goes on. Said twice, done once. */
  drain(): void {
    this.isDraining = true;
    if (this.lookTimer !== null) clearTimeout(this.lookTimer);
  }

  /** Resolves when every script has ended and every result is settled. */
  async idled(): Promise<void> {
    if (this.isBusy) await new Promise<void>((resolve) => this.idle.add(resolve));
  }

  killAll(reason: EndReason): void {
    for (const { execution } of this.running.values()) execution.kill(reason);
  }

  /**
   * Whether the database was not heard for so long that this runner may soon be thought to be gone. Then it begins
   * nothing, and ends at once what would begin again elsewhere.
   */
  setSilent(isSilent: boolean): void {
    this.isSilent = isSilent;
    if (!isSilent) return;
    for (const { track, execution } of this.running.values())
      if (track.isRetriedWhenLost) execution.kill("stale", "now");
  }

  async stop(): Promise<void> {
    this.drain();
    if (this.heldTimer !== null) clearInterval(this.heldTimer);
    if (this.forgottenTimer !== null) clearInterval(this.forgottenTimer);
    await this.logs.close(LOG_PATIENCE_MS);
  }

  private get isBusy(): boolean {
    return this.running.size + this.preparing > 0 || this.settler.isBusy || this.isClaiming;
  }

  private get freeSlots(): number {
    return this.isDraining || this.isSilent
      ? 0
      : Math.max(0, this.parts.slots - this.running.size - this.preparing - this.reserved);
  }

  private reserve(): number {
    const free = this.freeSlots;
    this.reserved += free;
    return free;
  }

  private look(): void {
    if (this.isDraining) return;
    void this.claim().then((count) => {
      this.lookMs = count > 0 ? FASTEST_LOOK_MS : Math.min(SLOWEST_LOOK_MS, this.lookMs * LOOK_GROWTH);
      if (!this.isDraining)
        this.lookTimer = setTimeout(() => this.look(), this.lookMs * (0.8 + Math.random() * 0.4));
    });
  }

  private async claim(): Promise<number> {
    const free = this.reserve();
    if (free === 0) return 0;
    this.isClaiming = true;
    try {
      const claimed = await claimTracks(this.parts.database, this.claimant, free, (tracks) =>
        this.startAll(tracks),
      );
      this.reserved -= free;
      return claimed.length;
    } catch (error) {
      this.reserved -= free;
      this.parts.log.warn(errorFields(error), "claiming failed; it is tried again");
      return 0;
    } finally {
      this.isClaiming = false;
      this.tellIfIdle();
    }
  }

  private startAll(tracks: readonly ClaimedTrack[]): void {
    if (tracks.length > 0) failpoint("after-claim");
    this.mine.add(tracks);
    for (const track of tracks)
      if (Object.keys(track.secrets).length === 0) this.begin(preparedAtOnce(track));
      else void this.executeWithSecrets(track);
  }

  private async executeWithSecrets(track: ClaimedTrack): Promise<void> {
    this.preparing += 1;
    try {
      this.begin(await prepareTrack(this.parts.database, this.parts.secrets, track));
    } catch (error) {
      this.parts.log.warn(errorFields(error), "its secrets could not be read; the track is given back");
      this.settler.add(resultOf(track, null));
    } finally {
      this.preparing -= 1;
    }
  }

  private begin(prepared: PreparedTrack): void {
    const { problem, track, secrets } = prepared;
    // By the time this was ready, another runner may have begun it.
    const isTooLate = this.isSilent && track.isRetriedWhenLost;
    if (isTooLate) this.settler.add(resultOf(track, null));
    else if (problem === null) this.executeTrack(prepared);
    else this.settler.add(resultOf(track, neverStarted(maskedText(problem, Object.values(secrets)))));
  }

  /** Says in the journal that it may have begun. Where that cannot be written it must not, and has failed. */
  private mayBegin(track: ClaimedTrack): boolean {
    try {
      this.parts.journal.begun(track.token);
      return true;
    } catch (error) {
      const why = isSystemProblem(error) ? systemProblemMeaning(error) : String(error);
      this.settler.add(
        resultOf(track, neverStarted(`The runner's journal could not be written, because ${why}.`)),
      );
      return false;
    }
  }

  private executeTrack({ track, secrets }: PreparedTrack): void {
    if (!this.mayBegin(track)) return;
    failpoint("before-spawn");
    const sink = this.logs.sinkFor(track.trackId, track.attempt);
    const values = Object.values(secrets);
    const mask = (text: string) => maskedText(text, values);
    const masked = maskedSink(sink, values);
    const execution = this.parts.execute(track.task, {
      attemptName: `${track.trackId}-${track.attempt}`,
      secrets,
      timeoutMs: track.timeoutMs,
      sink: masked.sink,
      mask,
    });
    this.running.set(track.trackId, { track, execution });
    void execution.result.then(async ({ logBytes, isLogCut, ...end }) => {
      masked.end();
      failpoint("after-exit");
      if (!(await sink.stored(LOG_PATIENCE_MS)))
        this.parts.log.warn(
          { pipeline: track.pipelineId, vertex: track.vertex },
          "settled before its log was stored",
        );
      this.running.delete(track.trackId);
      const outputText = end.outputText === null ? null : mask(end.outputText);
      const spawnError = end.spawnError === null ? null : mask(end.spawnError);
      const result = { ...resultOf(track, { ...end, outputText, spawnError }), logBytes, isLogCut };
      this.parts.journal.ended(result);
      failpoint("before-settle");
      this.settler.add(result);
    });
  }

  private goOnAfter({ claimed, concernsOthers }: Settled, batch: readonly AttemptResult[]): void {
    this.mine.remove(batch);
    this.startAll(claimed);
    if (concernsOthers) void this.lookFurther();
  }

  private async lookAround(): Promise<void> {
    await this.lookAfterHeld();
    await this.lookFurther();
  }

  /** What follows from the clock, and between pipelines: not twice at a time. */
  private async lookFurther(): Promise<void> {
    if (this.isDraining || this.isWaking) return;
    this.isWaking = true;
    await followUp(this.parts.database, this.parts.log);
    this.isWaking = false;
  }

  private async lookAfterHeld(): Promise<void> {
    const held = [...this.running.values()].map(({ track }) => track);
    try {
      for (const { trackId, why } of await attemptsToKill(this.parts.database, held)) {
        this.running.get(trackId)?.execution.kill(why);
      }
    } catch (error) {
      // Not being able to ask is not being told no: healthy scripts go on.
      this.parts.log.debug({ err: error }, "could not look after held tracks");
    }
  }

  private async giveBackForgotten(): Promise<void> {
    try {
      for (const result of await this.mine.forgotten(this.parts.database, this.claimant.runnerId)) {
        this.parts.log.warn({ track: result.trackId }, "a claim whose answer was lost is given back");
        this.settler.add(result);
      }
    } catch (error) {
      this.parts.log.debug(errorFields(error), "could not look for forgotten claims");
    }
  }

  private tellIfIdle(): void {
    if (this.isBusy) return;
    for (const resolve of this.idle) resolve();
    this.idle.clear();
  }
}
