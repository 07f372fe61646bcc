import type { TrackCardState } from "./track-card.ts";
import styles from "./vertex-card.module.css";

/** The state of a card's track. */
export function TrackLine({ track }: { track: TrackCardState }) {
  return (
    <span className={styles.track} title={track.why ?? undefined}>
      {track.state}
      {track.attempt > 1 && <span className={styles.quiet}>attempt {track.attempt}</span>}
    </span>
  );
}
