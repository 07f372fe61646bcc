import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useClock } from "#components/ui/relative-time.tsx";
import { isChild } from "#engine/kinds/kinds.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { useSummary } from "../store/pipeline-store.ts";
import { criticalPath, orderOf } from "./geometry/critical-path.ts";
import { forecast } from "./geometry/forecast.ts";
import { rowOrder, rowTimesReader } from "./geometry/rows.ts";
import { roomyEnd, type TimeRange, wholeRange } from "./geometry/time-range.ts";
import type { TrackHistory } from "./geometry/track-history.ts";

/** What the timeline shows of a vertex that never changes. */
export type RowVertex = { readonly number: number; readonly name: string; readonly isChild: boolean };

/** Everything that the timeline draws, worked out from the history and the graph. */
export function useTimeline(id: number, file: GraphFile, history: TrackHistory) {
  const { launchedAt: launched, finishedAt, state } = useSummary();
  const isOver = isPipelineEnded(state);
  const launchedAt = launched.getTime();
  const clock = useClock();
  const options = useTRPC().pipelines.expectedDurations.queryOptions({ id });
  const expected = useQuery({ ...options, staleTime: Number.POSITIVE_INFINITY });
  const vertices = useMemo(
    () =>
      [...file.content.vertices].map(([name, spec], number): RowVertex => {
        return { number, name, isChild: isChild({ spec }) };
      }),
    [file],
  );
  const graph = useMemo(() => orderOf(file), [file]);
  const { byTrack } = history;
  const readTimes = useMemo(() => rowTimesReader(launchedAt), [launchedAt]);
  const times = useMemo(() => readTimes(vertices, byTrack), [readTimes, vertices, byTrack]);
  const order = useMemo(() => rowOrder(times), [times]);
  const path = useMemo(() => criticalPath(graph, times), [graph, times]);
  const lastChange = useMemo(() => {
    let last = launchedAt;
    for (const list of byTrack.values()) last = Math.max(last, list.at(-1)?.at ?? 0);
    return last;
  }, [byTrack, launchedAt]);
  const end = finishedAt?.getTime() ?? lastChange;
  const now = isOver ? Math.max(end, lastChange) : Math.max(clock ?? launchedAt, lastChange);
  const forecasts = useMemo(() => {
    const durations = new Map(expected.data?.vertices.map(({ number, ms }) => [number, ms]));
    return durations.size === 0 ? [] : forecast(graph, times, durations, now);
  }, [expected.data, graph, times, now]);
  const all = useMemo((): TimeRange => {
    const ends = isOver ? [] : forecasts.flatMap((range) => (range === null ? [] : [range.to]));
    const whole = wholeRange(launchedAt, [now, ...ends]);
    // While it runs there is some room, so that the axis stays as it is for a while.
    return isOver ? whole : roomyEnd(whole);
  }, [isOver, forecasts, launchedAt, now]);
  return {
    vertices,
    times,
    order,
    path,
    forecasts,
    all,
    now,
    launchedAt,
    isOver,
    runs: expected.data?.runs ?? 0,
  };
}

/** How many tracks the critical path has, and how long it is. */
export function pathOf({
  path,
  times,
  launchedAt,
}: Pick<ReturnType<typeof useTimeline>, "path" | "times" | "launchedAt">) {
  const end = times[path.at(-1) ?? -1]?.endedAt ?? launchedAt;
  const begin = times[path[0] ?? -1]?.readyAt ?? launchedAt;
  return { count: path.length, ms: end - begin };
}
