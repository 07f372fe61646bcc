import { Histogram, type Registry } from "prom-client";
import { bucketEnd } from "#engine/time/duration-buckets.ts";
import type { Queries } from "#platform/database/db.ts";
import { countEnded, runTimesOf } from "#repos/metrics/ended-rows.ts";
import { claimDelaysOfEnded } from "#repos/metrics/sample-rows.ts";
import { BoundedLabels } from "./bounded-labels.ts";

/** An end that was written this long ago is committed: what is counted once is not looked at again. */
const LATE_MS = 30_000;
/** After a longer time in which nobody asked, the time before is not made up for. */
const MAX_GAP_MS = 30 * 60_000;
/** So many graphs have a label of their own: those that this process saw first. */
const MAX_GRAPHS = 50;
const MAX_GRAPHS_A_LOOK = 1_000;
const HOUR_S = 3_600;
const CLAIM_BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
const RUN_BUCKETS_S = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400];

/** Histograms of the pipelines that ended since this process was first asked, from their rows. */
export class EndedMetrics {
  private readonly delays: Histogram;
  private readonly times: Histogram<"graph">;
  private readonly graphs: BoundedLabels;
  private readTo: number | null = null;

  constructor(registry: Registry, maxGraphs: number = MAX_GRAPHS) {
    this.graphs = new BoundedLabels(maxGraphs);
    this.delays = new Histogram({
      name: "signalbox_claim_delay_seconds",
      help: "How long tracks waited from ready until a runner claimed them, of pipelines that ended.",
      buckets: CLAIM_BUCKETS_S,
      registers: [registry],
    });
    this.times = new Histogram({
      name: "signalbox_run_time_seconds",
      help: "How long pipelines took from launch to end, by graph.",
      buckets: RUN_BUCKETS_S,
      labelNames: ["graph"],
      registers: [registry],
    });
  }

  /**
   * Counts what ended since the last look.
   *
   * @param now the time of the database.
   */
  async read(tx: Queries, now: number): Promise<void> {
    const to = now - LATE_MS;
    const from = Math.max(this.readTo ?? to, to - MAX_GAP_MS);
    if (from < to) await this.count(tx, new Date(from), new Date(to));
    this.readTo = Math.max(from, to);
  }

  private async count(tx: Queries, from: Date, to: Date): Promise<void> {
    const asked = { from, to, folders: "all" } as const;
    const { graphs } = await countEnded(tx, asked, HOUR_S, MAX_GRAPHS_A_LOOK);
    const times = await runTimesOf(
      tx,
      asked,
      graphs.map(({ graphId }) => graphId),
    );
    const delays = await claimDelaysOfEnded(tx, from, to);
    // Nothing is counted before all was read: after an error the same time is read again.
    for (const { name, times: counts } of times.values()) {
      const graph = this.graphs.labelOf(name);
      for (const { bucket, count } of counts)
        for (let n = 0; n < count; n += 1) this.times.observe({ graph }, middleOf(bucket));
    }
    for (const { bucket, tracks } of delays)
      for (let n = 0; n < tracks; n += 1) this.delays.observe(middleOf(bucket));
  }
}

/** A duration in the middle of a bucket, in seconds. */
function middleOf(bucket: number): number {
  return bucketEnd(bucket - 0.5) / 1_000;
}
