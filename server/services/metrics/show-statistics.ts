import {
  type EndedInStep,
  MAX_STATISTICS_GRAPHS,
  type ServerStep,
  type StatisticsView,
} from "#contract/pipelines/statistics.ts";
import { type FolderIds, hasFolder } from "#engine/rights/policy.ts";
import { durationAt } from "#engine/time/duration-buckets.ts";
import type { Queries } from "#platform/database/db.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { countEnded, runTimesOf } from "#repos/metrics/ended-rows.ts";
import { readSamples } from "#repos/metrics/sample-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { refuseUnknown } from "../rights/judge.ts";

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/**
 * What became of the pipelines that may be read in the last days, and how the server was.
 *
 * @throws Refused `not-found` where the graph is not there, or may not be read.
 */
export async function showStatistics(
  tx: Queries,
  { days, graph }: { readonly days: number; readonly graph?: string | undefined },
  folders: FolderIds,
): Promise<Omit<StatisticsView, "hasTraces">> {
  const now = await databaseNow(tx);
  const { endedS, serverS } = stepsOf(days);
  const end = (Math.floor(now / 1_000 / endedS) + 1) * endedS;
  const [from, to] = [new Date((end - days * DAY_S) * 1_000), new Date(end * 1_000)];
  const graphId = graph === undefined ? undefined : await readableGraph(tx, graph, folders);
  const asked = { from, to, folders, graphId };
  const found = await countEnded(tx, asked, endedS, MAX_STATISTICS_GRAPHS);
  const times = await runTimesOf(
    tx,
    asked,
    found.graphs.map((one) => one.graphId),
  );
  const graphs = found.graphs.flatMap(({ graphId: id, ended, succeeded, failed }) => {
    const run = times.get(id);
    if (run === undefined) return [];
    const median = durationAt(run.times, 0.5) ?? 0;
    const p95 = durationAt(run.times, 0.95) ?? 0;
    return [{ id, name: run.name, isDeleted: run.isDeleted, ended, succeeded, failed, median, p95 }];
  });
  const shown = found.graphs.reduce((sum, { ended }) => sum + ended, 0);
  const all = found.steps.reduce((sum, { count }) => sum + count, 0);
  return {
    from,
    to,
    endedStep: endedS * 1_000,
    serverStep: serverS * 1_000,
    ended: endedSteps(found.steps, from, to, endedS),
    since: found.since,
    graphs: graphs.sort((one, other) => other.p95 - one.p95 || (one.name < other.name ? -1 : 1)),
    otherGraphs: Math.max(0, all - shown),
    server: await serverSteps(tx, from, new Date(Math.min(now, to.getTime())), serverS),
  };
}

function stepsOf(days: number): { readonly endedS: number; readonly serverS: number } {
  if (days <= 2) return { endedS: HOUR_S, serverS: 10 * MINUTE_S };
  return { endedS: DAY_S, serverS: days <= 8 ? HOUR_S : 6 * HOUR_S };
}

async function readableGraph(tx: Queries, name: string, folders: FolderIds): Promise<number> {
  const row = await findGraph(tx, name);
  if (row === null || !hasFolder(folders, row.folderId)) return refuseUnknown({ kind: "graph", name });
  return row.id;
}

function endedSteps(
  found: Awaited<ReturnType<typeof countEnded>>["steps"],
  from: Date,
  to: Date,
  stepS: number,
): EndedInStep[] {
  return stepTimes(from, to, stepS).map((at) => {
    const step = { at: new Date(at), succeeded: 0, failed: 0, cancelled: 0, reverted: 0 };
    for (const one of found) if (one.at === at) step[one.state] = one.count;
    return step;
  });
}

async function serverSteps(tx: Queries, from: Date, to: Date, stepS: number): Promise<ServerStep[]> {
  const { steps, delays } = await readSamples(tx, from, to, stepS);
  const samples = new Map(steps.map((step) => [step.at, step]));
  return stepTimes(from, to, stepS).map((at) => {
    const sample = samples.get(at);
    const waited = delays.get(at) ?? [];
    return {
      at: new Date(at),
      queueAge: sample?.queueAge ?? null,
      slots: sample?.slots ?? null,
      busySlots: sample?.busySlots ?? null,
      claimMedian: durationAt(waited, 0.5),
      claimP95: durationAt(waited, 0.95),
    };
  });
}

function stepTimes(from: Date, to: Date, stepS: number): number[] {
  const count = Math.ceil((to.getTime() - from.getTime()) / (stepS * 1_000));
  return Array.from({ length: count }, (_, place) => from.getTime() + place * stepS * 1_000);
}
