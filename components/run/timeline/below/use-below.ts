import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { TrackChange } from "#contract/pipelines/timeline.ts";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { usePast } from "../../past/instant/past-context.ts";
import { shownTracks } from "../../past/past-now.ts";
import { useSummary } from "../../store/pipeline-store.ts";
import { askedPages, type Below, PAGE } from "./shown-rows.ts";

type Asked = {
  /** The child pipelines whose tracks are shown. */
  readonly open: readonly number[];
  /** As `neededPages` says. */
  readonly needed: string;
  /** Somebody points at the rows: they stay as they are. */
  readonly isHeld: boolean;
};

/**
 * The tracks of the child pipelines that are open: only the pages that are seen are read, and they are read again when
 * something changed.
 */
export function useBelow({ open, needed, isHeld }: Asked): ReadonlyMap<number, Below> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isRunOver = isPipelineEnded(useSummary().state);
  const past = usePast();
  const at = past?.at.getTime() ?? null;
  // What changed while somebody pointed at the rows is shown when they do no longer.
  useEffect(() => {
    if (!isHeld || at !== null) return;
    return () => void queries.invalidateQueries(trpc.pipelines.tracks.pathFilter());
  }, [isHeld, at, queries, trpc]);
  const asked = useMemo(() => askedPages(open, needed), [open, needed]);
  const results = useQueries({
    queries: asked.map(({ child, page }) => {
      const window = { id: child, skip: page * PAGE, limit: PAGE, withChanges: true };
      const options = trpc.pipelines.tracks.queryOptions({ ...window, ...(at !== null && { at }) });
      return {
        ...options,
        retry: false,
        ...(at === null && !isHeld && !(isRunOver && isOver(queries.getQueryData(options.queryKey))) && LIVE),
      };
    }),
    combine: answersOf,
  });
  return useMemo(() => {
    const found = new Map<number, Below>();
    for (const [place, { child, page }] of asked.entries()) {
      const answer = results[place];
      if (answer === undefined) continue;
      const before = found.get(child) ?? NOTHING;
      // What was read before stays where reading it again fails.
      if (answer.data !== undefined) found.set(child, withPage(before, answer.data, page));
      else if (answer.error !== null)
        found.set(child, {
          ...before,
          problem: before.count === null ? problemText(answer.error, child) : null,
        });
    }
    return found;
  }, [asked, results]);
}

type Answer = { readonly data: TrackList | undefined; readonly error: unknown };

function answersOf(results: readonly Answer[]): Answer[] {
  return results.map(({ data, error }) => ({ data, error }));
}

const NOTHING: Below = { count: null, problem: null, launchedAt: 0, tracks: new Map(), changes: new Map() };

function withPage(before: Below, list: TrackList, page: number): Below {
  const { pipeline, matching } = list;
  const tracks = new Map<number, TrackView>(before.tracks);
  for (const [place, track] of shownTracks(list).entries()) tracks.set(page * PAGE + place, track);
  const changes = new Map<number, TrackChange[]>();
  for (const change of list.changes) {
    const own = changes.get(change.number);
    if (own === undefined) changes.set(change.number, [change]);
    else own.push(change);
  }
  return {
    count: matching,
    problem: null,
    launchedAt: pipeline.launchedAt.getTime(),
    tracks,
    changes: new Map([...before.changes, ...changes]),
  };
}

/** What may not be read is answered as what is not there, and its track says that it is there. */
function problemText(error: unknown, child: number): string {
  const { code, title } = shownProblem(error);
  return code === "not-found" ? `You may not read the tracks of child pipeline #${child}.` : title;
}

function isOver(list: TrackList | undefined): boolean {
  return list !== undefined && isPipelineEnded(list.pipeline.state);
}
