import { durationWords } from "#components/ui/duration-words.ts";
import type { ForecastTrackView, ForecastView } from "#contract/pipelines/forecasts.ts";
import styles from "./forecast.module.css";

/** More rows help nobody to decide; the command line has all. */
const MAX_ROWS = 100;

/** When each track is expected to run: a row for each, in the order in which they become ready. */
export function ForecastChart({ forecast: { tracks, ms } }: { forecast: ForecastView }) {
  const more = tracks.length - MAX_ROWS;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing that takes the focus */}
      <ol className={styles.chart} aria-label="Expected timeline" tabIndex={0}>
        {tracks.slice(0, MAX_ROWS).map((track) => (
          <ForecastRow key={track.name} track={track} whole={Math.max(1, ms)} />
        ))}
      </ol>
      {more > 0 && <p className={styles.note}>And {more} more: `launch --dry-run --json` has them.</p>}
    </>
  );
}

function ForecastRow({ track, whole }: { track: ForecastTrackView; whole: number }) {
  const { name, kind, readyAt, queuedAt, isCritical, isUnknown } = track;
  const begin = track.startedAt ?? queuedAt ?? readyAt;
  const end = track.endedAt ?? begin;
  const took = isUnknown ? "not known how long" : durationWords(end - begin);
  const text = `begins after ${durationWords(begin)}, takes ${took}${isCritical ? ", on the critical path" : ""}`;
  const place = (from: number, to: number) => ({
    left: `${(from / whole) * 100}%`,
    width: `${((to - from) / whole) * 100}%`,
  });
  return (
    <li className={styles.row} data-critical={isCritical || undefined}>
      <bdi className={styles.name} title={name}>
        {name}
      </bdi>
      <span className="visually-hidden">{text}</span>
      <span className={styles.plot} title={text} aria-hidden>
        {begin > readyAt && <span className={styles.queued} style={place(readyAt, begin)} />}
        <span className={styles.bar} data-kind={kind} style={place(begin, end)} />
      </span>
      <span className={styles.took} aria-hidden>
        {isUnknown ? "?" : durationWords(end - begin)}
      </span>
    </li>
  );
}
