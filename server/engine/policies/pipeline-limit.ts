/** The pipelines of a graph that run at once, as far as its limit is concerned. */
export type PipelineLimit = {
  /** `limits.pipelines` of the graph. */
  readonly max: number;
  /** How many have begun and not ended. A pipeline and those of the same graph below it are one. */
  readonly begun: number;
  /** How many wait in the queue. */
  readonly queued: number;
};

/**
 * The pipeline that another one counts with for the limit of its graph: the topmost of the same graph among those above
 * it. Null where there is none, so that it counts by itself.
 *
 * @param above the pipelines that it runs for, from the bottom up.
 */
export function countsWithOf<T extends { readonly id: number; readonly graphId: number }>(
  graphId: number,
  above: readonly T[],
): number | null {
  return above.findLast((each) => each.graphId === graphId)?.id ?? null;
}

/** Whether a new pipeline queues. One that counts with a pipeline above it never does: it would wait for itself. */
export function isQueuedAtLaunch(countsWith: number | null, { max, begun, queued }: PipelineLimit): boolean {
  return countsWith === null && (begun >= max || queued > 0);
}
