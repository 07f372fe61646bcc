import type { Queries } from "#platform/database/db.ts";
import {
  type LogChunkRow,
  lastOfLog,
  lineBreaksOf,
  logsOfPipeline,
  logsOfPipelines,
  type PipelineLogPlace,
  type PipelineLogRow,
} from "#repos/tracks/log-chunk-rows.ts";
import {
  type LogFileRow,
  logFilesIn,
  logFilesOfTrack,
  readLogAndFiles,
} from "#repos/tracks/log-file-rows.ts";
import { piecesOfFile } from "./pieces-of-file.ts";
import { type Source, takeFirst } from "./take-first.ts";

const LINE_FEED = 10;
type Attempt = { readonly trackId: number; readonly attempt: number };
type Numbered = Pick<LogChunkRow, "seq">;

const bySeq = (one: Numbered, other: Numbered) => one.seq - other.seq;

/**
 * Pieces of a log after `after`, from the table and from files, and whether the attempt has ended. All readers of logs
 * read by this and by the functions below.
 *
 * @throws LogFileProblem
 */
export async function readStoredLog(
  tx: Queries,
  place: Attempt,
  after: number,
  limit: number,
): Promise<{ hasEnded: boolean; chunks: LogChunkRow[] }> {
  const { hasEnded, chunks, files } = await readLogAndFiles(tx, { ...place, after, limit });
  const sources = files.flatMap((file) => sourceOf(tx, file, place, (piece) => piece.seq > after));
  return { hasEnded, chunks: await takeFirst<Numbered, LogChunkRow>(chunks, sources, limit, bySeq) };
}

/** The last bytes of the newest pieces of a log, as `lastOfLog` gives them. @throws LogFileProblem */
export async function lastOfStoredLog(tx: Queries, place: Attempt, chunks: number, bytes: number) {
  const here = await lastOfLog(tx, place.trackId, place.attempt, chunks, bytes);
  const files = await logFilesOfTrack(tx, place.trackId);
  const sources = files.flatMap((file) =>
    sourceOf(tx, file, place).map(({ load }) => ({
      first: { seq: isLast(file, place) ? file.lastSeq : Number.POSITIVE_INFINITY },
      load: async () =>
        (await load()).map((piece) => ({
          ...{ seq: piece.seq, stream: piece.stream, isCut: piece.bytes.length > bytes },
          bytes: piece.bytes.subarray(Math.max(0, piece.bytes.length - bytes)),
        })),
    })),
  );
  type Part = (typeof here)[number];
  const newestFirst = (one: Numbered, other: Numbered) => bySeq(other, one);
  const found = await takeFirst<Numbered, Part>(here.toReversed(), sources, chunks, newestFirst);
  return found.reverse();
}

/** The line breaks in each piece of a log, as `lineBreaksOf` gives them. @throws LogFileProblem */
export async function lineBreaksOfStoredLog(tx: Queries, place: Attempt) {
  const here = await lineBreaksOf(tx, place.trackId, place.attempt);
  const files = await logFilesOfTrack(tx, place.trackId);
  const sources = files.flatMap((file) =>
    sourceOf(tx, file, place).map(({ first, load }) => ({
      first,
      load: async () =>
        (await load()).map(({ seq, bytes }) => ({
          ...{ seq, breaks: bytes.reduce((sum, byte) => sum + (byte === LINE_FEED ? 1 : 0), 0) },
          endsLine: bytes.at(-1) === LINE_FEED,
        })),
    })),
  );
  return takeFirst<Numbered, (typeof here)[number]>(here, sources, Number.POSITIVE_INFINITY, bySeq);
}

/** The logs of all tracks of pipelines after a place, as `logsOfPipeline` gives them. @throws LogFileProblem */
export async function allStoredLogs(
  tx: Queries,
  pipelineIds: readonly number[],
  after: PipelineLogPlace | null,
  limit: number,
): Promise<PipelineLogRow[]> {
  const [only, ...others] = pipelineIds;
  if (only === undefined) return [];
  const here =
    others.length === 0
      ? await logsOfPipeline(tx, only, after, limit)
      : await logsOfPipelines(tx, pipelineIds, after, limit);
  const isBehind = (piece: PipelineLogPlace) => after === null || byStored(piece, after) > 0;
  const files = await logFilesIn(tx, pipelineIds);
  const sources = files
    .filter(({ storedUntil }) => after === null || storedUntil >= after.storedAt)
    .map((file) => ({
      first: { storedAt: file.storedFrom, trackId: 0, attempt: 0, seq: 0 },
      load: async () => (await piecesOfFile(tx, file)).filter(isBehind),
    }));
  return takeFirst<PipelineLogPlace, PipelineLogRow>(here, sources, limit, byStored);
}

function byStored(one: PipelineLogPlace, other: PipelineLogPlace): number {
  return (
    one.storedAt.getTime() - other.storedAt.getTime() ||
    one.trackId - other.trackId ||
    one.attempt - other.attempt ||
    one.seq - other.seq
  );
}

/** A file as a source of one log; none where it has nothing of it. */
function sourceOf(
  tx: Queries,
  file: LogFileRow,
  { trackId, attempt }: Attempt,
  isWanted: (piece: LogChunkRow) => boolean = () => true,
): Source<LogChunkRow, Numbered>[] {
  if (file.firstTrackId === trackId && file.firstAttempt > attempt) return [];
  if (file.lastTrackId === trackId && file.lastAttempt < attempt) return [];
  const isFirst = file.firstTrackId === trackId && file.firstAttempt === attempt;
  const load = async () =>
    (await piecesOfFile(tx, file)).filter(
      (piece) => piece.trackId === trackId && piece.attempt === attempt && isWanted(piece),
    );
  return [{ first: { seq: isFirst ? file.firstSeq : 0 }, load }];
}

function isLast(file: LogFileRow, { trackId, attempt }: Attempt): boolean {
  return file.lastTrackId === trackId && file.lastAttempt === attempt;
}
