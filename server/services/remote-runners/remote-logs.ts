import type { LogPiece } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import { findPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { attemptsOfToken } from "#repos/tracks/attempt-rows.ts";
import { storedLogOf, storedLogsIn } from "#repos/tracks/log-chunk-rows.ts";
import { LogQuotas, MAX_PIPELINE_LOG_BYTES } from "../logs/log-quotas.ts";
import { storeLog } from "../logs/store-log.ts";
import { planOfPipeline } from "../pipeline-session/read/revision-content.ts";

/** A runner cuts the log of an attempt where its graph says, and adds a few sentences. */
const SENTENCES_BYTES = 64 * 1024;
/** Runners cut the logs of a pipeline by estimates. What they let through is not cut once more, without a word. */
const MAX_PIPELINE_BYTES = 1.25 * MAX_PIPELINE_LOG_BYTES;
/** After so many bytes it looks what other web processes have stored. */
const LOOK_AFTER_BYTES = 4 * 1024 * 1024;
const MAX_KNOWN = 5_000;

/** As a runner sends it. Which pipeline it is of is read from the database. */
type RemotePiece = Omit<LogPiece, "pipelineId">;

/** The log of an attempt as far as this process knows it. */
type Known = {
  readonly pipelineId: number;
  /** The most that is stored. */
  readonly max: number;
  bytes: number;
  sinceLook: number;
  /** The pieces that were counted last, without a gap: one of them that comes again is not counted again. */
  run: { first: number; last: number };
};

/** Stores logs of runners without a database. It counts them itself, since it believes no runner. */
export class RemoteLogs {
  private readonly database: Database;
  private readonly maxAttempt: number | null;
  private readonly quotas: LogQuotas;
  private readonly known = new Map<string, Known>();

  /** @param maxAttempt null: what the graph of the attempt says. */
  constructor(database: Database, maxAttempt: number | null = null, maxPipeline = MAX_PIPELINE_BYTES) {
    this.database = database;
    this.maxAttempt = maxAttempt;
    this.quotas = new LogQuotas(
      (pipelineId) => storedLogsIn(database.queries, pipelineId),
      maxPipeline,
      Math.min(maxPipeline, LOOK_AFTER_BYTES),
    );
  }

  /**
   * Stores pieces of attempts that runners with this token execute or have executed. Other pieces, and what is over a
   * limit, are left out.
   *
   * @returns whether all that are of this token fitted.
   */
  async store(tokenId: number, pieces: readonly RemotePiece[]): Promise<boolean> {
    const found = await this.find(tokenId, pieces);
    let haveAllFitted = true;
    const kept: LogPiece[] = [];
    for (const piece of pieces) {
      const known = found.get(keyOf(tokenId, piece));
      if (known === undefined) continue;
      if (await this.hasRoom(known, piece)) kept.push({ ...piece, pipelineId: known.pipelineId });
      else haveAllFitted = false;
    }
    await storeLog(this.database, kept);
    return haveAllFitted;
  }

  private async find(tokenId: number, pieces: readonly RemotePiece[]): Promise<Map<string, Known>> {
    if (this.known.size > MAX_KNOWN) this.known.clear();
    const unknown = new Map(
      pieces.map((each) => [keyOf(tokenId, each), each] as const).filter(([key]) => !this.known.has(key)),
    );
    for (const each of await attemptsOfToken(this.database.queries, tokenId, [...unknown.values()])) {
      const { bytes, lastSeq } = await storedLogOf(this.database.queries, each.trackId, each.attempt);
      const run = { first: lastSeq + 1, last: lastSeq };
      const max = this.maxAttempt ?? (await this.maxOf(each.pipelineId));
      const known = { pipelineId: each.pipelineId, max, bytes, sinceLook: 0, run };
      if (!this.known.has(keyOf(tokenId, each))) this.known.set(keyOf(tokenId, each), known);
    }
    // One that another call forgets meanwhile is still counted here.
    const found = new Map<string, Known>();
    for (const piece of pieces) {
      const known = this.known.get(keyOf(tokenId, piece));
      if (known !== undefined) found.set(keyOf(tokenId, piece), known);
    }
    return found;
  }

  private async maxOf(pipelineId: number): Promise<number> {
    const found = await findPipeline(this.database.queries, pipelineId);
    if (found === null) return SENTENCES_BYTES;
    const { plan } = await planOfPipeline(this.database.queries, found.pipeline);
    return plan.limits.logBytes + SENTENCES_BYTES;
  }

  private async hasRoom(known: Known, { trackId, attempt, seq, bytes }: RemotePiece): Promise<boolean> {
    if (seq >= known.run.first && seq <= known.run.last) return true;
    if (known.sinceLook >= LOOK_AFTER_BYTES) {
      known.sinceLook = 0;
      const stored = await storedLogOf(this.database.queries, trackId, attempt);
      known.bytes = Math.max(known.bytes, stored.bytes);
    }
    if (known.bytes + bytes.length > known.max) return false;
    if (!this.quotas.take(known.pipelineId, bytes.length)) return false;
    known.bytes += bytes.length;
    known.sinceLook += bytes.length;
    known.run = { first: seq === known.run.last + 1 ? known.run.first : seq, last: seq };
    return true;
  }
}

function keyOf(tokenId: number, { trackId, attempt }: { trackId: number; attempt: number }): string {
  return `${tokenId} ${trackId} ${attempt}`;
}
