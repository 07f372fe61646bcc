import type { ClaimedTrack } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import { insertRunner } from "#repos/fleet/runner-rows.ts";
import { insertLogChunks } from "#repos/tracks/log-chunk-rows.ts";
import { type Claimant, claimTracks } from "#services/attempts/claim-tracks.ts";
import { settleTracks } from "#services/attempts/settle-tracks.ts";

/**
 * A runner that executes nothing. The test decides each of its steps, to see what other parts show. The runner itself
 * is tested with the real one.
 */
export class StandInRunner {
  private readonly database: Database;
  private readonly claimant: Claimant;
  private readonly logged = new Map<string, number>();

  private constructor(database: Database, claimant: Claimant) {
    this.database = database;
    this.claimant = claimant;
  }

  static async register(database: Database, name = "r1"): Promise<StandInRunner> {
    const row = { name, host: "here", pid: 1, labels: [], slots: 9, containment: "process-group" };
    const runnerId = await insertRunner(database.queries, row, 600_000);
    return new StandInRunner(database, { runnerId, name, labels: [""] });
  }

  /** Claims the next claimable track; null where there is none. */
  async claim(): Promise<ClaimedTrack | null> {
    const [track] = await claimTracks(this.database, this.claimant, 1);
    return track ?? null;
  }

  /** Adds to the attempt's log. */
  async print(
    { pipelineId, trackId, attempt }: ClaimedTrack,
    text: string,
    stream: "merged" | "stdout" | "stderr" | "system" = "merged",
  ): Promise<void> {
    const key = `${trackId} ${attempt}`;
    const seq = (this.logged.get(key) ?? 0) + 1;
    this.logged.set(key, seq);
    await insertLogChunks(this.database.queries, [
      { pipelineId, trackId, attempt, seq, stream, bytes: Buffer.from(text), ageMs: 0 },
    ]);
  }

  /** Ends the attempt with this exit code, and with one output `k=v`. */
  async settle(
    { trackId, pipelineId, number, attempt, token }: ClaimedTrack,
    exitCode: number,
  ): Promise<void> {
    const end = {
      exitCode,
      signal: null,
      outputText: "k=v\n",
      isOutputCut: false,
      endedBy: null,
      spawnError: null,
    };
    const result = { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
    await settleTracks(this.database, [result], this.claimant, 0);
  }

  /** Claims and settles until no track is claimable. The exit code is 0 where `exits` does not name the vertex. */
  async executeAll(exits: Readonly<Record<string, number>> = {}): Promise<void> {
    for (let track = await this.claim(); track !== null; track = await this.claim()) {
      await this.print(track, `${track.vertex} says hello\n`);
      await this.settle(track, exits[track.vertex] ?? 0);
    }
  }
}
