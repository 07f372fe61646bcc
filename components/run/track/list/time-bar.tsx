import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { TimeSpan } from "./time-span.ts";
import styles from "./track-list.module.css";

type Props = { track: TrackView; span: TimeSpan };

/** When a track was ready, and when it ran, on the line of the whole run. */
export function TimeBar({ track: { state, readyAt, startedAt, finishedAt }, span }: Props) {
  const at = (time: Date | null, otherwise: number) =>
    ((time === null ? otherwise : time.getTime()) - span.from) / span.length;
  const end = span.from + span.length;
  const begin = at(startedAt, end);
  const ready = Math.min(at(readyAt, end), begin);
  if (readyAt === null && startedAt === null) return <span className={styles.line} aria-hidden />;
  return (
    <span className={styles.line} aria-hidden>
      <span className={styles.queued} style={{ left: percent(ready), width: percent(begin - ready) }} />
      {startedAt !== null && (
        <span
          className={styles.ran}
          data-state={state}
          style={{ left: percent(begin), width: percent(at(finishedAt, end) - begin) }}
        />
      )}
    </span>
  );
}

function percent(share: number): string {
  return `${Math.max(0, Math.min(1, share)) * 100}%`;
}
