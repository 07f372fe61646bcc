import type { LogChunk } from "#contract/pipelines/pipelines.ts";

/** Leaves out the first lines of a log that comes in pieces. What Signalbox says in it counts as lines, too. */
export class LineSkipper {
  private left: number;

  /** @param lines how many lines are left out. */
  constructor(lines: number) {
    this.left = lines;
  }

  /** What is left of the next pieces. */
  take(chunks: readonly LogChunk[]): LogChunk[] {
    if (this.left === 0) return [...chunks];
    return chunks.flatMap((chunk) => {
      let from = 0;
      for (; this.left > 0; this.left -= 1) {
        const end = chunk.text.indexOf("\n", from);
        if (end === -1) return [];
        from = end + 1;
      }
      return from === chunk.text.length ? [] : [{ ...chunk, text: chunk.text.slice(from) }];
    });
  }
}
