import {
  type ComparedTrackView,
  MAX_COMPARED_LINES,
  type TracksSideBySide,
} from "#contract/pipelines/comparison.ts";
import type { Queries } from "#platform/database/db.ts";
import type { NamedPipelineRow } from "#repos/pipelines/pipeline-rows.ts";
import { newestAttempts } from "#repos/tracks/attempt-rows.ts";
import { type TrackRow, tracksByNumber } from "#repos/tracks/track-rows.ts";
import { planOfPipeline } from "../../pipeline-session/read/revision-content.ts";
import { refuse } from "../../refusals/refused.ts";
import { orProblem } from "../../stored-logs/log-file-problem.ts";
import { logRemovedAt } from "../../stored-logs/log-removal.ts";
import { lastOfStoredLog } from "../../stored-logs/read-stored-log.ts";
import { trackViews } from "./show-pipeline.ts";
import { pipelineWithId } from "./show-summary.ts";

/** Of the end of a log so much is read: so many pieces, and so much of each of them. */
const MAX_CHUNKS = 200;
const MAX_CHUNK_BYTES = 64 * 1024;
/** So much of it is compared, in characters. */
const MAX_LOG = 256 * 1024;

/**
 * The tracks of one vertex in two pipelines, with their scripts and the ends of their logs.
 *
 * @throws Refused `not-found`: a pipeline is not there, or neither has the vertex.
 */
export async function compareTracks(
  tx: Queries,
  { id, with: other, vertex }: { readonly id: number; readonly with: number; readonly vertex: string },
): Promise<TracksSideBySide> {
  const a = await viewOf(tx, id, vertex);
  const b = await viewOf(tx, other, vertex);
  if (a === null && b === null)
    return refuse("not-found", `Neither pipeline ${id} nor pipeline ${other} has a vertex "${vertex}".`);
  return { a, b };
}

async function viewOf(tx: Queries, id: number, vertex: string): Promise<ComparedTrackView | null> {
  const found = await pipelineWithId(tx, id);
  const row = await rowOf(tx, found, vertex);
  if (row === null) return null;
  const [track] = await trackViews(tx, found, [row]);
  if (track === undefined) throw new Error("One row in, one track out.");
  const [attempt] = await newestAttempts(tx, [row.id]);
  return { track, script: attempt?.script ?? null, log: await endOfLog(tx, row) };
}

async function rowOf(tx: Queries, { pipeline }: NamedPipelineRow, vertex: string): Promise<TrackRow | null> {
  const { plan } = await planOfPipeline(tx, pipeline);
  const number = plan.vertices.find(({ name }) => name === vertex)?.number;
  const [row] = number === undefined ? [] : await tracksByNumber(tx, pipeline.id, [number]);
  return row ?? null;
}

/** The last lines of the newest attempt. What was cut off at the beginning is said. */
async function endOfLog(tx: Queries, { id, attempt }: TrackRow): Promise<ComparedTrackView["log"]> {
  if (attempt === 0) return { text: "", isCut: false };
  const place = { trackId: id, attempt };
  const read = await orProblem(lastOfStoredLog(tx, place, MAX_CHUNKS, MAX_CHUNK_BYTES));
  if ("problem" in read) return { text: "", isCut: false, problem: read.problem };
  const chunks = read.ok;
  const removedAt = chunks.length === 0 ? await logRemovedAt(tx, id, attempt) : null;
  if (removedAt !== null) return { text: "", isCut: false, removedAt };
  const whole = Buffer.concat(chunks.map(({ bytes }) => bytes)).toString("utf8");
  const isAll = (chunks[0]?.seq ?? 1) === 1 && chunks.every(({ bytes }) => bytes.length < MAX_CHUNK_BYTES);
  const lines = whole.replace(/\n$/, "").split("\n");
  const text = lines.slice(-MAX_COMPARED_LINES).join("\n");
  const end = text.slice(-MAX_LOG);
  const isCut = !isAll || lines.length > MAX_COMPARED_LINES || end.length < text.length;
  // A character that was cut in two at the beginning is left out.
  return { text: isCut ? end.replace(/^[\uFFFD\uDC00-\uDFFF]+/, "") : end, isCut };
}
