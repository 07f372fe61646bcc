import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { TrackList } from "#contract/pipelines/track-list.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import panel from "../run-view.module.css";
import { ALL_TRACKS, type TrackFilter } from "../track/list/track-filter.ts";
import { TrackTools } from "../track/list/track-tools.tsx";
import { ChildTrack } from "./child-track.tsx";
import styles from "./child-tracks.module.css";

/** So many tracks are on a page. */
const PAGE = 25;
/** How often the tracks of a child pipeline that has not ended are asked for: one question for the page. */
const LOOK_MS = 2_000;

/** The tracks of a child pipeline below the track that runs it, a page at a time: failed ones first. */
export function ChildTracks({ id, name }: { id: number; name: string }) {
  const [filter, setFilter] = useState(ALL_TRACKS);
  /** Where each page up to the shown one begins. */
  const [begins, setBegins] = useState<readonly TrackList["next"][]>([null]);
  const { text, state } = filter;
  const after = begins.at(-1) ?? null;
  const input = {
    id,
    text,
    states: state === null ? [] : [state],
    limit: PAGE,
    ...(after !== null && { after }),
  };
  const page = useQuery({
    ...useTRPC().pipelines.tracks.queryOptions(input),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isPipelineEnded(data.pipeline.state) ? false : LOOK_MS,
  });
  const search = (next: TrackFilter) => {
    setFilter(next);
    setBegins([null]);
  };
  return (
    <section className={panel.group} aria-label={`Tracks below ${name}`}>
      <h3>Tracks of child pipeline #{id}</h3>
      <QueryBody query={page} skeleton={<SkeletonLines count={4} label="Loading tracks" />}>
        {({ pipeline, tracks, matching, next }) => (
          <>
            <TrackTools counts={pipeline.counts} filter={filter} onFilter={search} shown={matching} />
            {tracks.length === 0 && <p className={panel.quiet}>No track is like that.</p>}
            <ul className={styles.list} aria-label={`Tracks of child pipeline #${id}`}>
              {tracks.map((track) => (
                <ChildTrack
                  key={track.number}
                  pipeline={pipeline}
                  track={track}
                  onRetried={() => void page.refetch()}
                  below={(child, vertex) => <ChildTracks id={child} name={vertex} />}
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
    </section>
  );
}
