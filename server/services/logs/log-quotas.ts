/** The most that the logs of one pipeline have together. */
export const MAX_PIPELINE_LOG_BYTES = 1024 * 1024 * 1024;
/** The database is asked for the sum after so many bytes. Each running attempt may add as many. */
const LOOK_AFTER_BYTES = 16 * 1024 * 1024;
/** A pipeline that writes nothing for long is forgotten: it is only looked at later then. */
const MAX_KNOWN = 1_000;

type Known = {
  /** What the database said, and what this runner has written since. */
  sum: number;
  sinceLook: number;
  isLooking: boolean;
};

/** Says when a pipeline's logs are full, so that scripts which are retried for ever do not fill the database. */
export class LogQuotas {
  private readonly known = new Map<number, Known>();
  private readonly sumOf: (pipelineId: number) => Promise<number>;
  private readonly max: number;
  private readonly lookAfter: number;

  /** @param sumOf how many bytes of the pipeline's logs are stored, as far as its attempts have ended. */
  constructor(
    sumOf: (pipelineId: number) => Promise<number>,
    max = MAX_PIPELINE_LOG_BYTES,
    lookAfter = LOOK_AFTER_BYTES,
  ) {
    this.sumOf = sumOf;
    this.max = max;
    this.lookAfter = lookAfter;
  }

  /** Notes that so many bytes are to be written. Gives false where they do not fit any more. */
  take(pipelineId: number, bytes: number): boolean {
    const known = this.known.get(pipelineId) ?? { sum: 0, sinceLook: 0, isLooking: false };
    this.known.delete(pipelineId);
    this.known.set(pipelineId, known);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_KNOWN && oldest !== undefined) this.known.delete(oldest);
    if (known.sum + bytes > this.max) return false;
    known.sum += bytes;
    known.sinceLook += bytes;
    if (known.sinceLook >= this.lookAfter && !known.isLooking) void this.look(pipelineId, known);
    return true;
  }

  private async look(pipelineId: number, known: Known): Promise<void> {
    known.isLooking = true;
    known.sinceLook = 0;
    const before = known.sum;
    try {
      const stored = await this.sumOf(pipelineId);
      known.sum = Math.max(known.sum, stored + known.sum - before);
    } catch {
      // It is asked again after as many bytes; what this runner writes is counted anyway.
    } finally {
      known.isLooking = false;
    }
  }
}
