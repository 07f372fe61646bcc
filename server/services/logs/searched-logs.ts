import type { AllLogsMatch } from "#contract/logs/all-logs.ts";
import { type LogLine, LogLines } from "#engine/log/log-lines.ts";
import type { LogMatcher } from "#engine/log/log-matcher.ts";
import { shownText } from "#engine/log/shown-line.ts";
import type { Queries } from "#platform/database/db.ts";
import type { LogChunkRow, PipelineLogRow } from "#repos/tracks/log-chunk-rows.ts";
import { lineBreaksOfStoredLog, readStoredLog } from "../stored-logs/read-stored-log.ts";

/** Lines that `LogLines` may let go of, since what is found in them is kept here. */
const KEPT = 1_000;
/** So many pieces before the first one are looked at for the beginning of its line: first one, then all of these. */
const PIECES_BEFORE = 16;
const LINE_FEED = 10;

type Match = Omit<AllLogsMatch, "pipeline" | "vertex" | "name"> & {
  readonly pipelineId: number;
  readonly number: number;
};

/** The log of one attempt, as far as it is searched. */
type Searched = {
  readonly log: LogLines;
  readonly trackId: number;
  readonly attempt: number;
  readonly pipelineId: number;
  /** The number of the track's vertex. */
  readonly number: number;
  /** The piece before those that are read here; 0: it is read from the beginning. */
  readonly before: number;
  lastSeq: number;
  /** Lines that end in these pieces count. One that ended before them was found there. */
  isCounted: boolean;
};

type Found = { readonly line: LogLine; readonly searched: Searched };

/** Finds lines in pieces of the logs of many attempts. */
export class SearchedLogs {
  private readonly tx: Queries;
  private readonly matcher: LogMatcher;
  private readonly limit: number;
  private readonly width: number;
  private readonly logs = new Map<string, Searched>();
  private readonly found: Found[] = [];
  /** How many lines were found. */
  count = 0;
  /** The first of them; once `end` was called. */
  matches: readonly Match[] = [];

  /**
   * @param limit so many of the lines that are found are told.
   * @param width of a row: what is longer is looked at row by row.
   */
  constructor(tx: Queries, matcher: LogMatcher, { limit, width }: { limit: number; width: number }) {
    this.tx = tx;
    this.matcher = matcher;
    this.limit = limit;
    this.width = width;
  }

  /** @throws LogFileProblem */
  async take(piece: PipelineLogRow): Promise<void> {
    const searched = await this.logOf(piece);
    searched.lastSeq = Math.max(searched.lastSeq, piece.seq);
    searched.log.append([pieceOf(piece)]);
  }

  /**
   * Looks at the lines that have not ended, where nothing follows that could end them, and tells which lines were found.
   *
   * @throws LogFileProblem
   */
  async end(): Promise<void> {
    for (const searched of this.logs.values()) {
      const open = searched.log.openLines().filter(({ text }) => this.isIn(text));
      if (open.length === 0) continue;
      const { chunks } = await readStoredLog(this.tx, searched, searched.lastSeq, 1);
      if (chunks.length === 0) for (const line of open) this.add({ line, searched });
    }
    const numbers = await this.linesBefore();
    this.matches = this.found.map(({ line, searched }) => ({
      stream: line.stream,
      pipelineId: searched.pipelineId,
      number: searched.number,
      attempt: searched.attempt,
      line: line.number + (numbers.get(searched) ?? 0),
      at: line.at,
      text: shownText(line.text),
    }));
  }

  private async logOf(piece: PipelineLogRow): Promise<Searched> {
    const { trackId, attempt, pipelineId, number, seq } = piece;
    const key = `${trackId} ${attempt}`;
    const known = this.logs.get(key);
    if (known !== undefined) return known;
    const before = await this.piecesBefore(piece);
    const made: Searched = {
      log: new LogLines({ most: KEPT, width: this.width, onClosed: (line) => this.close(line, made) }),
      ...{ trackId, attempt, pipelineId, number },
      before: (before[0]?.seq ?? seq) - 1,
      lastSeq: seq,
      isCounted: false,
    };
    made.log.append(before.map(pieceOf));
    made.isCounted = true;
    this.logs.set(key, made);
    return made;
  }

  /** The pieces in which the first line of this one begins. */
  private async piecesBefore({ trackId, attempt, seq, stream }: PipelineLogRow): Promise<LogChunkRow[]> {
    if (seq === 1) return [];
    for (const count of [1, PIECES_BEFORE]) {
      const after = Math.max(0, seq - 1 - count);
      const { chunks } = await readStoredLog(this.tx, { trackId, attempt }, after, seq - 1 - after);
      const isWhole = chunks.some((each) => each.stream === stream && each.bytes.includes(LINE_FEED));
      if (isWhole || after === 0 || count === PIECES_BEFORE) return chunks.filter((each) => each.seq < seq);
    }
    return [];
  }

  private close(line: LogLine, searched: Searched): void {
    if (searched.isCounted && this.isIn(line.text)) this.add({ line, searched });
  }

  private isIn(text: string): boolean {
    return this.matcher.isIn(shownText(text));
  }

  private add(found: Found): void {
    this.count += 1;
    if (this.found.length < this.limit) this.found.push(found);
  }

  /** How many lines are before those that are read here, of each log in which a line is told. */
  private async linesBefore(): Promise<ReadonlyMap<Searched, number>> {
    const numbers = new Map<Searched, number>();
    for (const searched of new Set(this.found.map((found) => found.searched))) {
      if (searched.before === 0) continue;
      const pieces = await lineBreaksOfStoredLog(this.tx, searched);
      const lines = pieces.reduce((sum, { seq, breaks }) => sum + (seq <= searched.before ? breaks : 0), 0);
      numbers.set(searched, lines);
    }
    return numbers;
  }
}

function pieceOf({ seq, stream, bytes, at }: LogChunkRow) {
  return { seq, stream, text: bytes.toString("utf8"), at };
}
