import { Duration, TimeUntil } from "#components/ui/relative-time.tsx";
import { TrackState } from "#components/ui/states/track-state.tsx";
import type { TrackView } from "#contract/pipelines.ts";
import { usePipelineNow } from "../store/pipeline-store.ts";
import styles from "./track-list.module.css";

type Props = { chosen: string | null; onChoose: (vertex: string) => void };

/** The tracks as a list, in the graph's order: the canvas for the keyboard, and a timeline of who ran when. */
export function TrackList({ chosen, onChoose }: Props) {
  const tracks = usePipelineNow((now) => now.tracks);
  const span = spanOf([...tracks.values()]);
  return (
    <ul className={styles.list} aria-label="Tracks">
      {[...tracks.values()].map((track) => (
        <li key={track.vertex}>
          <button
            type="button"
            className={styles.row}
            aria-current={track.vertex === chosen || undefined}
            onClick={() => onChoose(track.vertex)}
          >
            <span className={styles.name}>{track.vertex}</span>
            <TrackState track={track} />
            <span className={styles.took}>
              {track.state === "sleeping" && track.dueAt !== null ? (
                <TimeUntil at={track.dueAt} />
              ) : (
                track.startedAt !== null && <Duration from={track.startedAt} to={track.finishedAt} />
              )}
            </span>
            <TimeBar track={track} span={span} />
          </button>
        </li>
      ))}
    </ul>
  );
}

type Span = { readonly from: number; readonly length: number };

/** When a track was ready, and when it ran, on the line of the whole run. */
function TimeBar({
  track: { state, readyAt, startedAt, finishedAt },
  span,
}: {
  track: TrackView;
  span: Span;
}) {
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

/** From the first that was ready to the last that moved. */
function spanOf(tracks: readonly TrackView[]): Span {
  const times = tracks.flatMap(({ readyAt, startedAt, finishedAt }) =>
    [readyAt, startedAt, finishedAt].flatMap((time) => (time === null ? [] : [time.getTime()])),
  );
  if (times.length === 0) return { from: 0, length: 1 };
  const from = times.reduce((least, time) => Math.min(least, time));
  const to = times.reduce((most, time) => Math.max(most, time));
  return { from, length: Math.max(1, to - from) };
}
