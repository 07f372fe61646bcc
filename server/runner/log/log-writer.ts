import {
  type LogPiece,
  LogRefused,
  MAX_LOG_PIECES,
  type RunnerGateway,
} from "#contract/runners/runner-gateway.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { LogQuotas } from "#services/logs/log-quotas.ts";
import type { LogSink, LogStream } from "../execution/execution.ts";
import { ownText } from "../execution/own-text.ts";

/** People watch logs live: output is in the database after this time. */
const FLUSH_MS = 100;
/** The bytes of one row, and of one statement: far below max_allowed_packet. */
const MAX_PIECE_BYTES = 64 * 1024;
const MAX_STATEMENT_BYTES = 1024 * 1024;
/** How much of one attempt's log is kept in memory before its script has to wait. */
const MAX_WAITING_BYTES = 1024 * 1024;
const WORK = "storing logs";
const RETRY_MS = 1_000;

type Gateway = Pick<RunnerGateway, "storeLog" | "bytesLogged">;

/** The log of one attempt. */
export type AttemptLog = LogSink & {
  /** Waits until the whole log is in the database, at most `maxMs`. Gives whether it is. */
  stored(maxMs: number): Promise<boolean>;
  /** True where something was left out, because the logs of its pipeline are full. */
  readonly isCut: boolean;
};

/** Whose log it is. */
type LogOwner = { readonly pipelineId: number; readonly trackId: number; readonly attempt: number };

const FULL = ownText`[signalbox: log cut: the logs of a pipeline have at most 1 GiB together]
`;

/** A piece that is not stored yet. What comes soon after it is joined to it, until it was sent for the first time. */
type Waiting = Omit<LogPiece, "ageMs" | "bytes"> & {
  readonly readAt: number;
  readonly parts: Buffer[];
  size: number;
  /** It may be stored already, although no answer came: then nothing may be joined to it. */
  isSent: boolean;
  readonly done: () => void;
};

/**
 * Writes the output of all attempts of a runner to the database, in batches. A log that cannot be stored never changes
 * a result: `write` slows its script down, and the script's end waits only a limited time.
 */
export class LogWriter {
  private readonly gateway: Gateway;
  private readonly warnings: RepeatedWarnings;
  private readonly quotas: LogQuotas;
  private waiting: Waiting[] = [];
  /** How many pieces the next batch may have: fewer after a refusal, to find the piece that is refused. */
  private maxPieces = MAX_LOG_PIECES;
  private flushing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    gateway: Gateway,
    warnings: RepeatedWarnings,
    quotas = new LogQuotas((pipelineId) => gateway.bytesLogged(pipelineId)),
  ) {
    this.gateway = gateway;
    this.warnings = warnings;
    this.quotas = quotas;
  }

  /** Gives the log of one attempt. */
  openLog({ pipelineId, trackId, attempt }: LogOwner): AttemptLog {
    let seq = 0;
    let isCut = false;
    let bytesWaiting = 0;
    let last: Promise<void> = Promise.resolve();
    let newest: Waiting | null = null;
    const write = (stream: LogStream, bytes: Buffer): Promise<void> | undefined => {
      // What Signalbox itself says is short, and says why the rest is missing.
      if (stream !== "system" && (isCut || !this.quotas.take(pipelineId, bytes.length))) {
        if (isCut) return undefined;
        isCut = true;
        return put("system", Buffer.from(FULL));
      }
      return put(stream, bytes);
    };
    const put = (stream: LogStream, bytes: Buffer): Promise<void> | undefined => {
      for (let at = 0; at < bytes.length; at += MAX_PIECE_BYTES) {
        const piece = bytes.subarray(at, at + MAX_PIECE_BYTES);
        bytesWaiting += piece.length;
        if (newest !== null && isJoined(newest, stream, piece)) continue;
        seq += 1;
        const readAt = performance.now();
        const row = { pipelineId, trackId, attempt, seq, stream, readAt };
        last = new Promise((resolve) => {
          const added: Waiting = {
            ...{ ...row, parts: [piece], size: piece.length, isSent: false },
            done: () => {
              bytesWaiting -= added.size;
              resolve();
            },
          };
          newest = added;
          this.add(added);
        });
      }
      return bytesWaiting > MAX_WAITING_BYTES ? last : undefined;
    };
    const stored = (maxMs: number): Promise<boolean> => {
      if (bytesWaiting === 0) return Promise.resolve(true);
      void this.flush();
      return Promise.race([last.then(() => true), after(maxMs).then(() => false)]);
    };
    return {
      write,
      stored,
      get isCut() {
        return isCut;
      },
    };
  }

  /** Stores what is in memory. Resolves when all is stored, or after `maxMs`. */
  async close(maxMs: number): Promise<void> {
    const end = performance.now() + maxMs;
    while (this.waiting.length > 0 && performance.now() < end)
      await Promise.race([this.flush(), after(maxMs)]);
    if (this.timer !== null) clearTimeout(this.timer);
  }

  private add(piece: Waiting): void {
    this.waiting.push(piece);
    this.timer ??= setTimeout(() => {
      // Also where a flush runs already: the next piece needs a timer of its own.
      this.timer = null;
      void this.flush();
    }, FLUSH_MS);
  }

  private flush(): Promise<void> {
    this.flushing ??= this.flushAll().finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async flushAll(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    while (this.waiting.length > 0) {
      const batch = nextBatch(this.waiting, this.maxPieces);
      for (const piece of batch) piece.isSent = true;
      try {
        await this.gateway.storeLog(batch.map(sentPiece));
      } catch (error) {
        this.warnings.failed(WORK, error);
        const isRefused = error instanceof LogRefused;
        if (isRefused && batch.length === 1) this.leave(batch);
        else if (isRefused) this.maxPieces = Math.ceil(batch.length / 2);
        else await after(RETRY_MS);
        continue;
      }
      this.warnings.worked(WORK);
      this.maxPieces = Math.min(2 * this.maxPieces, MAX_LOG_PIECES);
      this.leave(batch);
    }
  }

  /** The first pieces are stored, or refused for ever: nothing waits for them any more. */
  private leave(batch: readonly Waiting[]): void {
    this.waiting = this.waiting.slice(batch.length);
    for (const { done } of batch) done();
  }
}

/** Joins bytes to a piece where they belong to it, so that many short lines are not as many rows. */
function isJoined(piece: Waiting, stream: LogStream, bytes: Buffer): boolean {
  const isSoon = performance.now() - piece.readAt < FLUSH_MS;
  if (piece.isSent || piece.stream !== stream || !isSoon) return false;
  if (piece.size + bytes.length > MAX_PIECE_BYTES) return false;
  piece.parts.push(bytes);
  piece.size += bytes.length;
  return true;
}

function sentPiece({ pipelineId, trackId, attempt, seq, stream, parts, readAt }: Waiting): LogPiece {
  const ageMs = Math.round(performance.now() - readAt);
  return { pipelineId, trackId, attempt, seq, stream, bytes: Buffer.concat(parts), ageMs };
}

function nextBatch(waiting: readonly Waiting[], maxPieces: number): Waiting[] {
  const batch: Waiting[] = [];
  let size = 0;
  for (const piece of waiting) {
    size += piece.size;
    if (batch.length > 0 && (size > MAX_STATEMENT_BYTES || batch.length >= maxPieces)) break;
    batch.push(piece);
  }
  return batch;
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
