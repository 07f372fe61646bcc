import { figure, ratioText, tableText } from "../report/table.ts";
import type { Trips } from "./count-trips.ts";
import type { Hops } from "./measure-hops.ts";
import type { ShapeFigures } from "./measure-shapes.ts";

export type SpeedFigures = {
  readonly slots: number;
  readonly rounds: number;
  readonly shapes: readonly ShapeFigures[];
  readonly hops: Hops;
  readonly trips: readonly Trips[];
};

/** The figures as people read them. */
export function speedText({ shapes, hops, trips, slots, rounds }: SpeedFigures): string {
  const speed = tableText(
    [
      { head: "graph", cell: ({ shape }) => shape },
      { head: "tracks/s", cell: ({ tracksASecond }) => figure(tracksASecond) },
      { head: "bare/s", cell: ({ bareASecond }) => figure(bareASecond) },
      { head: "launch until told", cell: ({ toldRatio }) => ratioText(toldRatio) },
      { head: "first start to last end", cell: ({ executedRatio }) => ratioText(executedRatio) },
      { head: "told p50", cell: ({ toldP50 }) => `${figure(toldP50)} ms` },
      { head: "told p95", cell: ({ toldP95 }) => `${figure(toldP95)} ms` },
    ],
    shapes,
  );
  const work = tableText(
    [
      { head: "for each track", cell: ({ shape }) => shape },
      { head: "statements", cell: (row) => figure(countedFor(row.shape)?.statements ?? Number.NaN) },
      { head: "trips", cell: (row) => figure(countedFor(row.shape)?.trips ?? Number.NaN) },
      { head: "runner", cell: ({ processor }) => `${figure(processor.runner)} ms` },
      { head: "database", cell: ({ processor }) => `${figure(processor.database)} ms` },
      { head: "web", cell: ({ processor }) => `${figure(processor.web)} ms` },
      { head: "scripts", cell: ({ processor }) => `${figure(processor.scripts)} ms` },
      { head: "bare", cell: ({ processor }) => `${figure(processor.bare)} ms` },
    ],
    shapes,
  );
  function countedFor(shape: string) {
    return trips.find((each) => each.shape === shape);
  }
  return [
    speed,
    `From script to script in a chain: p50 ${figure(hops.p50)} ms, p95 ${figure(hops.p95)} ms; the bare loop p50 ${figure(hops.bareP50)} ms, p95 ${figure(hops.bareP95)} ms.
From a launch to its first script: p50 ${figure(hops.firstStartP50)} ms, p95 ${figure(hops.firstStartP95)} ms.
`,
    work,
    `${slots} slots, ${rounds} rounds in turn with the bare loop, medians. The two ratios are shares of the bare loop's speed.
Statements and trips are the database's; ms are processor time. Every transition was on disk before the next step
(innodb_flush_log_at_trx_commit=1).
`,
  ].join("\n");
}
