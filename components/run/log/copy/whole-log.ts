import type { LogPage } from "#contract/pipelines/pipelines.ts";
import { LogLines } from "#engine/log/log-lines.ts";
import { linesUntil } from "../line/lines-until.ts";
import { wholeText } from "./copied-text.ts";

/** More characters are not copied at once: a log of one attempt has fewer, save for very many notes of Signalbox. */
export const MAX_COPIED = 20_000_000;

export type WholeLog = {
  readonly text: string;
  readonly lines: number;
  /** Whether it is only the beginning. */
  readonly isCut: boolean;
  /** When retention removed it; absent where it did not. */
  readonly removedAt?: Date;
};

/**
 * Reads a log from its beginning to where it ends now, as it is shown.
 *
 * @param readAfter gives the page after a chunk.
 * @param until only lines that had begun by then; null: all.
 */
export async function readWholeLog(
  readAfter: (seq: number) => Promise<LogPage>,
  until: Date | null = null,
  max = MAX_COPIED,
): Promise<WholeLog> {
  const log = new LogLines({ most: Number.POSITIVE_INFINITY });
  let size = 0;
  for (;;) {
    const { chunks, isComplete, removedAt, problem } = await readAfter(log.seq);
    if (problem !== undefined) throw new Error(problem);
    if (removedAt !== undefined) return { text: "", lines: 0, isCut: false, removedAt };
    const isMore = log.append(chunks);
    size = chunks.reduce((sum, { text }) => sum + text.length, size);
    const isCut = size > max;
    const isLater = until !== null && chunks.some(({ at }) => at > until);
    if (isComplete || !isMore || isCut || isLater) {
      const then = until === null ? log : linesUntil(log, until);
      return { text: wholeText(then), lines: then.lines.length, isCut: isCut && !isComplete && !isLater };
    }
  }
}
