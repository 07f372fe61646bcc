import clsx from "clsx";
import { durationWords } from "#components/ui/duration-words.ts";
import { STATE_LOOKS } from "#components/ui/states/state-look.ts";
import type { TrackState } from "#engine/model/track.ts";
import type { Bar } from "./geometry/bars.ts";
import { barText } from "./geometry/row-words.ts";
import { isWork, type Segment } from "./geometry/segments.ts";
import type { TimeRange } from "./geometry/time-range.ts";
import styles from "./timeline.module.css";

/** A part of what a track did, at its place of the axis. */
export function BarView({ bar, state, isCritical }: { bar: Bar; state: TrackState; isCritical: boolean }) {
  const { segment, left, width, attempts } = bar;
  return (
    <span
      className={clsx(styles.bar, styles[segment.kind])}
      data-tone={isWork(segment.kind) ? toneOf(segment, state) : undefined}
      data-critical={(isCritical && segment.kind !== "waiting") || undefined}
      style={{ left, width }}
      title={barText(segment, attempts)}
    />
  );
}

/** Of an attempt: the tone of the state that followed, or of the state that it is in. */
function toneOf({ end }: Segment, state: TrackState): string {
  // Another attempt, poll or round followed: it did not end the track.
  if (end === "sleeping" || end === "pending") return "warn";
  if (end === null) return state === "lost" ? "odd" : "info";
  return STATE_LOOKS[end].tone;
}

/** How long it usually takes, around its bars. */
export function Expected({
  forecast,
  range,
  width,
}: {
  forecast: TimeRange;
  range: TimeRange;
  width: number;
}) {
  const scale = width / (range.to - range.from);
  const left = (forecast.from - range.from) * scale;
  const length = (forecast.to - forecast.from) * scale;
  if (left > width || left + length < 0) return null;
  return (
    <span
      className={styles.expected}
      style={{ left, width: length }}
      title={`Usually ${durationWords(forecast.to - forecast.from)}`}
    />
  );
}
