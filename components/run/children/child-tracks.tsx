import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { usePast } from "../past/instant/past-context.ts";
import { shownTracks } from "../past/past-now.ts";
import panel from "../run-view.module.css";
import { ALL_TRACKS, type TrackFilter } from "../track/list/track-filter.ts";
import { TrackTools } from "../track/list/track-tools.tsx";
import { ChildTrack } from "./child-track.tsx";
import styles from "./child-tracks.module.css";
import { RetryChildTrack } from "./retry-child-track.tsx";

/** So many tracks are on a page. */
const PAGE = 25;

type Props = {
  /** As the track that runs it says. */
  child: NonNullable<TrackView["child"]>;
  /** The name of that track. */
  name: string;
};

/**
 * The tracks of a child pipeline below the track that runs it, a page at a time: failed ones first. Until it has ended
 * they are asked for again when something changed; in the past they are shown as they stood. It may be of a graph in a folder that may not be read.
 */
export function ChildTracks({ child, name }: Props) {
  const { id } = child;
  const [filter, setFilter] = useState(ALL_TRACKS);
  /** Where each page up to the shown one begins. */
  const [begins, setBegins] = useState<readonly TrackList["next"][]>([null]);
  const [retried, setRetried] = useState<TrackView | null>(null);
  const { text, state: chosen } = filter;
  const after = begins.at(-1) ?? null;
  const past = usePast();
  const input = {
    id,
    text,
    states: chosen === null ? [] : [chosen],
    limit: PAGE,
    ...(after !== null && { after }),
    ...(past !== null && { at: past.at.getTime() }),
  };
  const queries = useQueryClient();
  const options = useTRPC().pipelines.tracks.queryOptions(input);
  const known = queries.getQueryState(options.queryKey);
  const isHidden = isNotFound(known?.error);
  const state = known?.data?.pipeline.state;
  const isOver = isPipelineEnded(child.state) && state !== undefined && isPipelineEnded(state);
  const page = useQuery({
    ...options,
    placeholderData: keepPreviousData,
    ...(!isOver && !isHidden && past === null && LIVE),
  });
  const search = (next: TrackFilter) => {
    setFilter(next);
    setBegins([null]);
  };
  if (isHidden) return <p className={panel.quiet}>You may not read the tracks of child pipeline #{id}.</p>;
  return (
    <section className={panel.group} aria-label={`Tracks below ${name}`}>
      <h3>Tracks of child pipeline #{id}</h3>
      <QueryBody query={page} skeleton={<SkeletonLines count={4} label="Loading tracks" />}>
        {({ pipeline, matching, next, ...list }) => (
          <>
            <TrackTools counts={pipeline.counts} filter={filter} onFilter={search} shown={matching} />
            {list.tracks.length === 0 && <p className={panel.quiet}>No track is like that.</p>}
            <ul className={styles.list} aria-label={`Tracks of child pipeline #${id}`}>
              {shownTracks(list).map((track) => (
                <ChildTrack
                  key={track.number}
                  pipeline={pipeline}
                  track={track}
                  onRetry={setRetried}
                  below={(inner, vertex) => <ChildTracks key={inner.id} child={inner} name={vertex} />}
                />
              ))}
            </ul>
            {(begins.length > 1 || next !== null) && (
              <div className={panel.actions}>
                <Button
                  size="small"
                  disabled={begins.length === 1}
                  onClick={() => setBegins(begins.slice(0, -1))}
                >
                  Previous page
                </Button>
                <Button size="small" disabled={next === null} onClick={() => setBegins([...begins, next])}>
                  Next page
                </Button>
                <span className={panel.quiet}>
                  Page {begins.length} of {Math.max(begins.length, Math.ceil(matching / PAGE))}
                </span>
              </div>
            )}
          </>
        )}
      </QueryBody>
      {/* Beside the list: a track that is on another page by now takes nothing away from who is writing a reason. */}
      {retried !== null && (
        <RetryChildTrack
          id={id}
          track={retried}
          onClose={() => setRetried(null)}
          onRetried={() => void page.refetch()}
        />
      )}
    </section>
  );
}

/** What may not be read is answered as what is not there, and the track says that it is there. */
function isNotFound(error: unknown): boolean {
  return error != null && shownProblem(error).code === "not-found";
}
