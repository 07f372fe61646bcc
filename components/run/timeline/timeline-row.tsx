import clsx from "clsx";
import { memo } from "react";
import { durationWords } from "#components/ui/duration-words.ts";
import { Duration } from "#components/ui/relative-time.tsx";
import { STATE_LOOKS } from "#components/ui/states/state-look.ts";
import type { TrackChange } from "#contract/pipelines/timeline.ts";
import type { TrackState } from "#engine/model/track.ts";
import { useTrack } from "../store/pipeline-store.ts";
import { type Bar, barsOf } from "./geometry/bars.ts";
import { barText, rowText } from "./geometry/row-words.ts";
import { rowSums } from "./geometry/rows.ts";
import { isWork, type Segment, segmentsOf } from "./geometry/segments.ts";
import type { TimeRange } from "./geometry/time-range.ts";
import styles from "./timeline.module.css";
import type { RowVertex } from "./use-timeline.ts";

/** Of a name without enough room the middle is left out: names made by a program often differ only at the end. */
const TAIL = 6;

const NO_CHANGES: readonly TrackChange[] = [];

type Props = {
  vertex: RowVertex;
  changes: readonly TrackChange[] | undefined;
  launchedAt: number;
  /** Where its last bar ends if the track goes on. */
  now: number;
  range: TimeRange;
  width: number;
  forecast: TimeRange | null;
  isCritical: boolean;
};

/** One track: its name and state, what it did when, and how long it took. */
export const TimelineRow = memo(function TimelineRow(props: Props) {
  const { vertex, changes = NO_CHANGES, launchedAt, now, range, width, forecast, isCritical } = props;
  const track = useTrack(vertex.name);
  if (track === null) return null;
  const { icon: Icon, tone } = STATE_LOOKS[track.state];
  const letters = Array.from(vertex.name);
  const segments = segmentsOf(changes, { from: launchedAt, now, isChild: vertex.isChild });
  const expected = forecast === null ? null : forecast.to - forecast.from;
  const text = rowText({
    name: vertex.name,
    word: track.word,
    sums: rowSums(segments),
    expected,
    isCritical,
  });
  return (
    <>
      <span className="visually-hidden">{text}</span>
      <span className={styles.name} data-critical={isCritical || undefined} aria-hidden>
        <Icon className={styles.icon} data-tone={tone} />
        <bdi className={styles.label} title={vertex.name}>
          <span className={styles.labelBegin}>{letters.slice(0, -TAIL).join("")}</span>
          <span className={styles.labelEnd}>{letters.slice(-TAIL).join("")}</span>
        </bdi>
      </span>
      <span className={styles.plot} aria-hidden>
        {forecast !== null && <Expected forecast={forecast} range={range} width={width} />}
        {barsOf(segments, range, width).map((bar) => (
          <BarView
            key={`${bar.segment.from} ${bar.segment.kind}`}
            bar={bar}
            state={track.state}
            isCritical={isCritical}
          />
        ))}
      </span>
      <span className={styles.took} aria-hidden>
        {track.startedAt !== null && <Duration from={track.startedAt} to={track.finishedAt} />}
      </span>
    </>
  );
});

function BarView({ bar, state, isCritical }: { bar: Bar; state: TrackState; isCritical: boolean }) {
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

function Expected({ forecast, range, width }: { forecast: TimeRange; range: TimeRange; width: number }) {
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
