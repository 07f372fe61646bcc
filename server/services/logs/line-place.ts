import type { LinePlace } from "#contract/logs/log-lines.ts";

/** A chunk of a log, by the line breaks in it. */
export type ChunkLines = { readonly seq: number; readonly breaks: number; readonly endsLine: boolean };

/**
 * Finds a line in a log.
 *
 * @param wanted its number from 1; or from the end: -1 is the last line.
 */
export function linePlace(chunks: readonly ChunkLines[], wanted: number): LinePlace {
  const breaks = chunks.reduce((sum, each) => sum + each.breaks, 0);
  const last = chunks.at(-1);
  const lines = breaks + (last === undefined || last.endsLine ? 0 : 1);
  const line = Math.min(lines, Math.max(1, wanted > 0 ? wanted : lines + 1 + wanted));
  let after = 0;
  let before = 0;
  for (const { seq, breaks: own } of chunks) {
    // The line may begin before the first character of the chunk that has its end.
    if (before + own >= line - 1) break;
    before += own;
    after = seq;
  }
  return { after, first: before + 1, line, lines };
}
