"use client";

import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { usePast } from "../past/instant/past-context.ts";
import styles from "./timeline.module.css";
import { TimelineChart, type TimelineProps } from "./timeline-chart.tsx";
import { useTrackHistory } from "./use-track-history.ts";

/** When each track waited, was queued and ran: a row for each, in the order in which they began. */
export function Timeline({ id, file, chosen, onChoose }: TimelineProps) {
  const { history: live, error, retry } = useTrackHistory(id);
  const history = usePast()?.history ?? live;
  return (
    <section className={styles.timeline} aria-label="Timeline">
      {error !== null && (
        <div className={styles.problem}>
          <ProblemCallout error={error} />
          <Button onClick={retry}>Try again</Button>
        </div>
      )}
      {history.isComplete ? (
        <TimelineChart id={id} file={file} history={history} chosen={chosen} onChoose={onChoose} />
      ) : (
        error === null && <SkeletonLines count={8} label="Loading the timeline" />
      )}
    </section>
  );
}
