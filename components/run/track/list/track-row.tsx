import { memo } from "react";
import { Duration, TimeUntil } from "#components/ui/relative-time.tsx";
import { TrackState } from "#components/ui/states/track-state.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { TimeBar } from "./time-bar.tsx";
import styles from "./track-list.module.css";

type Props = {
  track: TrackView;
  isChosen: boolean;
  /** The line of the whole run: see `TimeSpan`. */
  from: number;
  length: number;
  onChoose: (vertex: string) => void;
};

/** One track in the list. */
export const TrackRow = memo(function TrackRow({ track, isChosen, from, length, onChoose }: Props) {
  const { vertex, state, dueAt, startedAt, finishedAt } = track;
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isChosen || undefined}
      onClick={() => onChoose(vertex)}
    >
      <span className={styles.name} title={vertex}>
        {vertex}
      </span>
      <TrackState track={track} />
      <span className={styles.took}>
        {state === "sleeping" && dueAt !== null ? (
          <TimeUntil at={dueAt} />
        ) : (
          startedAt !== null && <Duration from={startedAt} to={finishedAt} />
        )}
      </span>
      <TimeBar track={track} span={{ from, length }} />
    </button>
  );
});
