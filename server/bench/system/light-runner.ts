import { setTimeout as sleep } from "node:timers/promises";
import type { AttemptResult, ClaimedTrack } from "#contract/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import { type Claimant, claimTracks } from "#services/attempts/claim-tracks.ts";
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
  private readonly slots: number;
  private readonly work: LightWork;
  /** As a real runner has it: without it each settlement would lock and read first. */
  private readonly kept = new KeptPipelines();

  private constructor(database: Database, claimant: Claimant, slots: number, work: LightWork) {
    this.database = database;
    this.claimant = claimant;
    this.slots = slots;
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
    let pauseMs = MIN_PAUSE_MS;
    while (!isOver()) {
      const claimed = await claimTracks(this.database, this.claimant, this.slots, undefined, this.kept);
      this.work.claims += 1;
      pauseMs = claimed.length > 0 ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, pauseMs * PAUSE_GROWTH);
      if (claimed.length === 0) await sleep(pauseMs * (0.8 + Math.random() * 0.4));
      await this.settleAll(claimed, isOver);
    }
  }

  async close(): Promise<void> {
    await endRunner(this.database, this.claimant.runnerId);
  }

  /** Settles the tracks, those of one pipeline together, and what these settlements claim. */
  private async settleAll(claimed: readonly ClaimedTrack[], isOver: () => boolean): Promise<void> {
    const byPipeline = new Map<number, ClaimedTrack[]>();
    for (const track of claimed)
      byPipeline.set(track.pipelineId, [...(byPipeline.get(track.pipelineId) ?? []), track]);
    await Promise.all(
      [...byPipeline.values()].map(async (first) => {
        for (let tracks: readonly ClaimedTrack[] = first; tracks.length > 0; ) {
          const settled = await settleTracks(
            this.database,
            tracks.map(successOf),
            this.claimant,
            isOver() ? 0 : tracks.length,
            this.kept,
          );
          this.work.settlements += 1;
          this.work.settledTracks += tracks.length;
          tracks = settled.claimed;
        }
      }),
    );
  }
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
