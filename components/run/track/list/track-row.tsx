import { memo } from "react";
import { Duration, TimeUntil } from "#components/ui/relative-time.tsx";
import { OverrideMark } from "#components/ui/states/override-mark.tsx";
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
  const { vertex, why, queuedFor } = track;
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isChosen || undefined}
      onClick={() => onChoose(vertex)}
    >
      <span className={styles.name}>
        <span className={styles.nameText} title={vertex}>
          {vertex}
        </span>
        <OverrideMark text={track.override} />
      </span>
      <span title={why ?? undefined}>
        <TrackState track={track} />
      </span>
      {queuedFor !== null ? (
        <span className={styles.queuedFor} title={why ?? undefined}>
          {queuedFor}
        </span>
      ) : (
        <RowTimes {...{ track, from, length }} />
      )}
    </button>
  );
});

/** How long it took or has left, and when it ran in the run. */
function RowTimes({ track, from, length }: Pick<Props, "track" | "from" | "length">) {
  const { state, dueAt, startedAt, finishedAt } = track;
  return (
    <>
      <span className={styles.took}>
        {state === "sleeping" && dueAt !== null ? (
          <TimeUntil at={dueAt} />
        ) : (
          startedAt !== null && <Duration from={startedAt} to={finishedAt} />
        )}
      </span>
      <TimeBar track={track} span={{ from, length }} />
    </>
  );
}
