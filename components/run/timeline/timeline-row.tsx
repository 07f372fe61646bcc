import { memo, type ReactNode } from "react";
import { Link } from "#components/ui/buttons/link.tsx";
import { Duration } from "#components/ui/relative-time.tsx";
import { OverrideMark } from "#components/ui/states/override-mark.tsx";
import { STATE_LOOKS, shownTrackState } from "#components/ui/states/state-look.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { TrackChange } from "#contract/pipelines/timeline.ts";
import { useTrack } from "../store/pipeline-store.ts";
import { barsOf } from "./geometry/bars.ts";
import { rowText } from "./geometry/row-words.ts";
import { rowSums } from "./geometry/rows.ts";
import { segmentsOf } from "./geometry/segments.ts";
import type { TimeRange } from "./geometry/time-range.ts";
import { BarView, Expected } from "./row-bars.tsx";
import styles from "./timeline.module.css";
import type { RowVertex } from "./use-timeline.ts";

/** Of a name without enough room the middle is left out: names made by a program often differ only at the end. */
const TAIL = 6;

const NO_CHANGES: readonly TrackChange[] = [];

type Drawn = {
  /** The id of the text that says the row to whoever cannot see it. */
  textId: string;
  changes: readonly TrackChange[] | undefined;
  launchedAt: number;
  /** Where its last bar ends if the track goes on. */
  now: number;
  range: TimeRange;
  width: number;
};

type Props = Drawn & { vertex: RowVertex; forecast: TimeRange | null; isCritical: boolean };

/** One track of the run: its name and state, what it did when, and how long it took. */
export const TimelineRow = memo(function TimelineRow({ vertex, ...props }: Props) {
  const track = useTrack(vertex.name);
  return track === null ? null : <TrackBars {...props} track={track} isChild={vertex.isChild} />;
});

type BelowProps = Drawn & {
  track: TrackView;
  /** The page of the child pipeline, with this track selected. */
  address: string;
};

/** One track of a child pipeline: its name leads to it. */
export const BelowRow = memo(function BelowRow({ track, address, ...props }: BelowProps) {
  const link = (label: ReactNode) => (
    <Link className={styles.link} href={address} tabIndex={-1} title={track.vertex}>
      {label}
    </Link>
  );
  const isChild = track.child !== null;
  return <TrackBars {...props} {...{ track, isChild, link }} forecast={null} isCritical={false} />;
});

type BarsProps = Omit<Props, "vertex"> & {
  track: TrackView;
  isChild: boolean;
  link?: (label: ReactNode) => ReactNode;
};

function TrackBars(props: BarsProps) {
  const {
    track,
    isChild,
    textId,
    changes = NO_CHANGES,
    launchedAt,
    now,
    range,
    width,
    forecast,
    isCritical,
  } = props;
  const { icon: Icon, tone } = STATE_LOOKS[shownTrackState(track)];
  const letters = Array.from(track.vertex);
  const segments = segmentsOf(changes, { from: launchedAt, now, isChild });
  const expected = forecast === null ? null : forecast.to - forecast.from;
  const text = rowText({
    name: track.vertex,
    word: track.word,
    queuedFor: track.queuedFor,
    override: track.override,
    sums: rowSums(segments),
    expected,
    isCritical,
  });
  const label = (
    <bdi className={styles.label} title={track.vertex}>
      <span className={styles.labelBegin}>{letters.slice(0, -TAIL).join("")}</span>
      <span className={styles.labelEnd}>{letters.slice(-TAIL).join("")}</span>
    </bdi>
  );
  return (
    <>
      <span id={textId} className="visually-hidden">
        {text}
      </span>
      <span className={styles.name} data-critical={isCritical || undefined} aria-hidden>
        <span className={styles.iconPlace} title={track.why ?? undefined}>
          <Icon className={styles.icon} data-tone={tone} />
        </span>
        {props.link?.(label) ?? label}
        <OverrideMark text={track.override} />
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
}
