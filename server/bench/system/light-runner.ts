import type { AttemptResult, ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import { Slots } from "#runner/attempts/slots.ts";
import { type Claimant, claimCandidates } from "#services/attempts/claim-tracks.ts";
import { lookForWork } from "#services/attempts/look-for-work.ts";
import { SeenQueue } from "#services/attempts/seen-queue.ts";
import { settleTracks } from "#services/attempts/settle-tracks.ts";
import { endRunner, registerRunner } from "#services/fleet/runner-life.ts";
import { KeptPipelines } from "#services/pipeline-session/kept/kept-pipelines.ts";

/** Longer than any measurement: a light runner has no heartbeat. */
const LEASE_MS = 3_600_000;
/** As a runner's look timer has it, where no wake-up reaches the runner and others had the tracks. */
const MIN_PAUSE_MS = 25;
const MAX_PAUSE_MS = 100;
const PAUSE_GROWTH = 1.5;

/** What light runners have done together. */
export type LightWork = { claims: number; settlements: number; settledTracks: number };

/**
 * A runner that claims and settles as a real one does, and starts no script: each attempt succeeds at once. So it shows
 * what the database and the services take.
 */
export class LightRunner {
  private readonly database: Database;
  private readonly claimant: Claimant;
  private readonly slots: Slots;
  private readonly work: LightWork;
  /** As a real runner has it: without it each settlement would lock and read first. */
  private readonly kept = new KeptPipelines();
  /** Pipelines whose results are being settled: those settlements claim their tracks. */
  private readonly settling = new Set<number>();
  /** Ends the pause before the next look. */
  private lookNow = (): void => undefined;

  private constructor(database: Database, claimant: Claimant, slots: number, work: LightWork) {
    this.database = database;
    this.claimant = claimant;
    this.slots = new Slots(slots);
    this.work = work;
  }

  /** Registers it. What it does is added to `work`. */
  static async open(database: Database, name: string, slots: number, work: LightWork): Promise<LightRunner> {
    const identity = { name, host: "bench", pid: process.pid, labels: [], slots, containment: "none" };
    const runnerId = await registerRunner(database, identity, LEASE_MS);
    const claimant = { runnerId, name, labels: [""], seen: new SeenQueue() };
    return new LightRunner(database, claimant, slots, work);
  }

  /** Works until `isOver` gives true. What was claimed by then is settled. */
  async run(isOver: () => boolean): Promise<void> {
    const underWay = new Set<Promise<void>>();
    let pauseMs = MIN_PAUSE_MS;
    while (!isOver()) {
      const claimed = this.slots.hasFree ? await this.claim() : [];
      for (const tracks of byPipeline(claimed)) {
        const settled = this.settleAll(tracks, isOver).finally(() => underWay.delete(settled));
        underWay.add(settled);
      }
      pauseMs = claimed.length > 0 ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, pauseMs * PAUSE_GROWTH);
      await this.pause(pauseMs * (0.8 + Math.random() * 0.4));
    }
    await Promise.all(underWay);
  }

  async close(): Promise<void> {
    await endRunner(this.database, this.claimant.runnerId);
  }

  private claim(): Promise<readonly ClaimedTrack[]> {
    return this.slots.reserve(async ({ free }) => {
      const { database, claimant, kept } = this;
      const { candidates } = await lookForWork(database, claimant, free);
      const left = candidates.filter(({ pipelineId }) => !this.settling.has(pipelineId));
      const { claimed } = await claimCandidates(database, claimant, left, free, () => undefined, kept);
      this.work.claims += 1;
      for (const _ of claimed) this.slots.occupy();
      return claimed;
    });
  }

  /** Settles tracks of one pipeline together, and what these settlements claim. */
  private async settleAll(first: readonly ClaimedTrack[], isOver: () => boolean): Promise<void> {
    for (let tracks = first; tracks.length > 0; ) {
      for (const _ of tracks) this.slots.leave();
      const results = tracks.map(successOf);
      const pipelineId = tracks[0]?.pipelineId ?? 0;
      this.settling.add(pipelineId);
      const settled = await this.slots.reserve(async ({ free, keepOnly, again: freeAgain }) => {
        const wanted = isOver() ? 0 : free;
        const onClaiming = ({ length }: readonly unknown[]) => keepOnly(length);
        const claimant = { ...this.claimant, onClaiming, freeAgain };
        const made = await settleTracks(this.database, results, claimant, wanted, this.kept);
        for (const _ of made.claimed) this.slots.occupy();
        return made;
      });
      this.settling.delete(pipelineId);
      this.work.settlements += 1;
      this.work.settledTracks += tracks.length;
      tracks = settled.claimed;
      if (settled.isForOthers || tracks.length === 0) this.lookNow();
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.lookNow = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function byPipeline(claimed: readonly ClaimedTrack[]): ClaimedTrack[][] {
  const groups = new Map<number, ClaimedTrack[]>();
  for (const track of claimed) groups.set(track.pipelineId, [...(groups.get(track.pipelineId) ?? []), track]);
  return [...groups.values()];
}

function successOf(track: ClaimedTrack): AttemptResult {
  const { trackId, pipelineId, number, attempt, token } = track;
  const ended = {
    signal: null,
    outputText: "",
    isOutputCut: false,
    endedBy: null,
    spawnError: null,
  } as const;
  const log = { logBytes: 0, isLogCut: false };
  return { trackId, pipelineId, number, attempt, token, end: { exitCode: 0, ...ended }, ...log };
}
