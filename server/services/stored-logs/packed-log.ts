import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import type { PipelineLogRow } from "#repos/tracks/log-chunk-rows.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** More is in no file: some pieces of 64 KiB, and what is said of each of them. */
const MAX_UNPACKED = 64 * 1024 * 1024;
const LINE_FEED = 10;
const whole = z.int().min(0);
/** Of a piece: track, number of its vertex, attempt, its own number, stream, printed at, stored at, bytes. */
const piece = z.tuple([
  whole,
  whole,
  whole,
  whole,
  z.enum(["merged", "stdout", "stderr", "system"]),
  whole,
  whole,
  whole,
]);
const heading = z.object({
  signalboxLog: z.literal(1),
  key: z.string(),
  pipeline: whole,
  pieces: z.array(piece),
});

type Owner = { readonly pipelineId: number; readonly key: Buffer };

/** Pieces of logs as a file: gzip of one line of JSON that says whose they are, and of all their bytes after it. */
export function packedLog({ pipelineId, key }: Owner, pieces: readonly PipelineLogRow[]): Promise<Buffer> {
  const text: z.input<typeof heading> = {
    signalboxLog: 1,
    key: key.toString("hex"),
    pipeline: pipelineId,
    pieces: pieces.map(({ trackId, number, attempt, seq, stream, at, storedAt, bytes }) => [
      ...([trackId, number, attempt, seq, stream] as const),
      ...([at.getTime(), storedAt.getTime(), bytes.length] as const),
    ]),
  };
  return pack(Buffer.concat([Buffer.from(`${JSON.stringify(text)}\n`), ...pieces.map(({ bytes }) => bytes)]));
}

/** The pieces of a file. @throws where it is no such file, is damaged, or is of something else. */
export async function unpackedLog({ pipelineId, key }: Owner, packed: Buffer): Promise<PipelineLogRow[]> {
  const bytes = await unpack(packed, { maxOutputLength: MAX_UNPACKED });
  const end = bytes.indexOf(LINE_FEED);
  const said = heading.parse(JSON.parse(bytes.subarray(0, Math.max(0, end)).toString()));
  if (said.key !== key.toString("hex") || said.pipeline !== pipelineId)
    throw new Error("It is of another pipeline.");
  let at = end + 1;
  const rows = said.pieces.map(([trackId, number, attempt, seq, stream, printedAt, storedAt, length]) => {
    const own = bytes.subarray(at, at + length);
    at += length;
    return {
      ...{ pipelineId, trackId, number, attempt, seq, stream, bytes: own },
      ...{ at: new Date(printedAt), storedAt: new Date(storedAt) },
    };
  });
  if (at !== bytes.length) throw new Error("Its length is not what it says.");
  return rows;
}
