import type { LinePlace } from "#contract/logs/log-lines.ts";

/** A chunk of a log, by the line breaks in it. */
export type ChunkLines = { readonly seq: number; readonly breaks: number; readonly endsLine: boolean };

/**
 * Finds a line in a log.
 *
 * @param wanted its number from 1; or from the end: -1 is the last line.
 * @param lastChunks of the log not more than so many chunks at its end: then the place may be within a line, and is of the first
 * line there where the wanted one is before it.
 */
export function linePlace(
  chunks: readonly ChunkLines[],
  wanted: number,
  lastChunks = Number.POSITIVE_INFINITY,
): LinePlace {
  const breaks = chunks.reduce((sum, each) => sum + each.breaks, 0);
  const last = chunks.at(-1);
  const lines = breaks + (last === undefined || last.endsLine ? 0 : 1);
  const inLog = Math.min(lines, Math.max(1, wanted > 0 ? wanted : lines + 1 + wanted));
  let after = 0;
  let before = 0;
  for (const [place, { seq, breaks: own }] of chunks.entries()) {
    // The line may begin before the first character of the chunk that has its end.
    if (before + own >= inLog - 1 && place >= chunks.length - lastChunks) break;
    before += own;
    after = seq;
  }
  return { after, first: before + 1, line: Math.max(inLog, Math.min(lines, before + 1)), lines };
}
