import { Duration, TimeUntil } from "#components/ui/relative-time.tsx";
import { TrackState } from "#components/ui/states/track-state.tsx";
import type { TrackCardState } from "./elements/track-card.ts";
import styles from "./vertex-card.module.css";

type Props = {
  track: TrackCardState;
  /** How far its child pipeline is: it says more than the time, for which there is no room beside it. */
  child?: string | null;
};

/** The state of a card's track, as colour and icon and text, with its attempt where it is not the first. */
export function TrackLine({ track, child = null }: Props) {
  const { state, attempt, startedAt, finishedAt, dueAt, why, queuedFor } = track;
  const isTimed = state === "sleeping" && dueAt !== null;
  return (
    <span className={styles.track} title={why ?? undefined}>
      <TrackState track={track} />
      <span className={styles.quiet} data-queued={queuedFor !== null || undefined}>
        {/* What has no room is not seen, and a second attempt says less. */}
        {queuedFor !== null && !isTimed && <span className={styles.queuedFor}>{queuedFor}</span>}
        {attempt > 1 && <span>{`attempt ${attempt}`}</span>}
        {isTimed ? (
          <TimeUntil at={dueAt} />
        ) : queuedFor !== null ? null : child !== null ? (
          <span>{child}</span>
        ) : (
          startedAt !== null && <Duration from={startedAt} to={finishedAt} />
        )}
      </span>
    </span>
  );
}
