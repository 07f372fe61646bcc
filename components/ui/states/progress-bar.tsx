import styles from "./progress-bar.module.css";
import { countsWords, endedText, shownCounts, type TrackCounts } from "./track-counts.ts";

/** How far a pipeline is: a thin line of track in the colours of its states, and the same in words. */
export function ProgressBar({ counts, stale }: { counts: TrackCounts; stale: number }) {
  const shown = shownCounts(counts, stale);
  const words = countsWords(shown);
  return (
    <span className={styles.progress} title={words}>
      <span className={styles.line} aria-hidden>
        {shown.map(({ state, count, tone, isStale }) => (
          <span
            key={`${state} ${isStale}`}
            className={styles.part}
            data-tone={tone}
            style={{ flexGrow: count }}
          />
        ))}
      </span>
      <span className={styles.words}>
        {endedText(counts)}
        <span className="visually-hidden"> tracks ended: {words}</span>
      </span>
    </span>
  );
}
