import { type LogLine, LogLines } from "#client/log/log-lines.ts";
import type { AllLogsChunk, AllLogsPage, AllLogsPlace } from "#contract/logs/all-logs.ts";

/** A line of the log of an attempt, with whose it is. */
export type LineOfTrack = { readonly vertex: string; readonly attempt: number; readonly line: LogLine };

/** The log of one attempt. Its pieces may come in another order where their times are the same. */
type Reading = { readonly log: LogLines; readonly early: Map<number, AllLogsChunk> };

/** Lines that `LogLines` may let go of, since they are kept here. */
const KEPT = 1_000;

/** The lines of all tracks of a pipeline, in the order in which they ended. It changes in place. */
export class AllLines {
  readonly lines: LineOfTrack[] = [];
  /** Where the next page begins; null at the beginning and at the end. */
  next: AllLogsPlace | null = null;
  /** Whether nothing more follows. */
  isComplete = false;
  private readonly readings = new Map<string, Reading>();

  take({ chunks, next }: AllLogsPage): void {
    for (const chunk of chunks) this.read(chunk);
    this.next = next;
    if (next === null) this.end();
  }

  private read(chunk: AllLogsChunk): void {
    const { log, early } = this.readingOf(chunk);
    early.set(chunk.seq, chunk);
    for (let found = early.get(log.seq + 1); found !== undefined; found = early.get(log.seq + 1)) {
      early.delete(found.seq);
      log.append([found]);
    }
  }

  private readingOf({ vertex, attempt }: AllLogsChunk): Reading {
    const key = `${attempt} ${vertex}`;
    const known = this.readings.get(key);
    if (known !== undefined) return known;
    const onClosed = (line: LogLine) => this.lines.push({ vertex, attempt, line });
    const made = { log: new LogLines({ most: KEPT, onClosed }), early: new Map() };
    this.readings.set(key, made);
    return made;
  }

  /** What has not ended is a line, too, and so is what stands behind a piece that is missing. */
  private end(): void {
    this.isComplete = true;
    for (const [key, { log, early }] of this.readings) {
      log.append([...early.values()].sort((one, other) => one.seq - other.seq));
      const [attempt = "", ...vertex] = key.split(" ");
      for (const line of log.openLines())
        this.lines.push({ vertex: vertex.join(" "), attempt: Number(attempt), line });
    }
  }
}
