import type { AllLogsChunk, AllLogsPage } from "#contract/logs/all-logs.ts";
import { type LogLine, LogLines } from "#engine/log/log-lines.ts";

/** A line of the log of an attempt, with whose it is. */
export type LineOfTrack = Pick<AllLogsChunk, "pipeline" | "vertex" | "name" | "attempt"> & {
  readonly line: LogLine;
  /** When it was printed; never before the line above it of the same log. */
  readonly time: number;
};

/** The log of one attempt. Its pieces may come in another order, and more than once. */
type Reading = {
  readonly of: Pick<AllLogsChunk, "pipeline" | "vertex" | "name" | "attempt">;
  readonly log: LogLines;
  /** The pieces behind one that is not here yet. */
  readonly early: Map<number, AllLogsChunk>;
  lastTime: number;
};

/** Lines that `LogLines` may let go of, since they are kept here. */
const KEPT = 1_000;

/** The lines of all tracks of a pipeline, and of those below it, in the order of time. It changes in place. */
export class AllLines {
  /** Lines that have ended. */
  private readonly ended: LineOfTrack[] = [];
  private readonly readings = new Map<string, Reading>();
  private fresh: LineOfTrack[] = [];
  /** What is shown: the ended lines, and those that have not ended. */
  lines: readonly LineOfTrack[] = [];
  /** Whether all that is stored now was read. */
  isAtEnd = false;
  /** Whether the pipeline goes on, so that more may come. */
  isRunning = true;
  /** More pipelines are below than are read. */
  hasMoreBelow = false;
  /** When retention removed logs of it; null where it did not. */
  removedAt: Date | null = null;

  take({ chunks, isEnd, isRunning, hasMoreBelow, removedAt }: AllLogsPage): void {
    for (const chunk of chunks) this.read(chunk);
    this.isAtEnd = isEnd;
    this.isRunning = isRunning;
    this.hasMoreBelow = hasMoreBelow;
    this.removedAt = removedAt ?? null;
    // What stands behind a piece that never came is shown, too.
    if (isEnd && !isRunning) for (const reading of this.readings.values()) readOn(reading);
    mergeByTime(this.ended, this.fresh);
    this.fresh = [];
    this.lines = this.withOpenLines();
  }

  private read(chunk: AllLogsChunk): void {
    const { log, early } = this.readingOf(chunk);
    if (chunk.seq <= log.seq) return;
    early.set(chunk.seq, chunk);
    for (let found = early.get(log.seq + 1); found !== undefined; found = early.get(log.seq + 1)) {
      early.delete(found.seq);
      log.append([found]);
    }
  }

  private readingOf({ pipeline, vertex, name, attempt }: AllLogsChunk): Reading {
    const key = `${pipeline} ${attempt} ${vertex}`;
    const known = this.readings.get(key);
    if (known !== undefined) return known;
    const onClosed = (line: LogLine) => {
      made.lastTime = Math.max(made.lastTime, line.at.getTime());
      this.fresh.push({ ...made.of, line, time: made.lastTime });
    };
    const made: Reading = {
      of: { pipeline, vertex, name, attempt },
      log: new LogLines({ most: KEPT, onClosed }),
      early: new Map(),
      lastTime: 0,
    };
    this.readings.set(key, made);
    return made;
  }

  private withOpenLines(): readonly LineOfTrack[] {
    const open: LineOfTrack[] = [];
    for (const { of, log, lastTime } of this.readings.values())
      for (const line of log.openLines())
        open.push({ ...of, line, time: Math.max(lastTime, line.at.getTime()) });
    if (open.length === 0) return this.ended;
    const all = [...this.ended];
    mergeByTime(all, open);
    return all;
  }
}

function readOn({ log, early }: Reading): void {
  log.append([...early.values()].sort((one, other) => one.seq - other.seq));
  early.clear();
}

/** Puts lines into a list that is in the order of time. Only the end of the list is looked at, from the earliest of them on. */
function mergeByTime(all: LineOfTrack[], more: readonly LineOfTrack[]): void {
  const first = more.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY);
  let from = all.length;
  while (from > 0 && (all[from - 1]?.time ?? 0) > first) from -= 1;
  const end = all.splice(from).concat(more);
  // Lines of one log never change places: their times never fall, and the order of equal ones is kept.
  end.sort((one, other) => one.time - other.time);
  for (const line of end) all.push(line);
}
