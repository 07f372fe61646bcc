import { Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import styles from "./timeline.module.css";
import type { useTimeRange } from "./use-time-range.ts";

type Props = {
  zoom: Pick<ReturnType<typeof useTimeRange>, "zoomIn" | "zoomOut" | "fit" | "isAll">;
  /** How many tracks are on the critical path, and how long they took together. */
  path: { readonly count: number; readonly ms: number };
  /** How many earlier runs it is known from how long a vertex usually takes. */
  runs: number;
};

const SAMPLES = [
  { kind: "waiting", text: "Waiting" },
  { kind: "queued", text: "Queued" },
  { kind: "asked", text: "Waiting for input" },
  { kind: "sleeping", text: "Waiting for a time or a call" },
  { kind: "running", text: "Attempt" },
  { kind: "pause", text: "Pause" },
] as const;

/** Above the timeline: how much of the run is shown, and what the bars mean. */
export function TimelineTools({ zoom, path, runs }: Props) {
  return (
    <div className={styles.tools}>
      <div className={styles.buttons}>
        <IconButton
          label="Zoom out"
          keys="-"
          icon={<ZoomOut />}
          onClick={zoom.zoomOut}
          disabled={zoom.isAll}
        />
        <IconButton label="Zoom in" keys="+" icon={<ZoomIn />} onClick={zoom.zoomIn} />
        <IconButton label="Fit" keys="1" icon={<Maximize2 />} onClick={zoom.fit} disabled={zoom.isAll} />
      </div>
      <ul className={styles.legend} aria-label="Legend">
        {SAMPLES.map(({ kind, text }) => (
          <li key={kind}>
            <span className={styles.sample}>
              <span
                className={`${styles.bar} ${styles[kind]}`}
                data-tone={kind === "running" ? "good" : undefined}
              />
            </span>
            {text}
          </li>
        ))}
        {path.count > 0 && (
          <li title="The tracks that decided when the pipeline ended: each began as the one before it ended.">
            <span className={styles.sample}>
              <span className={`${styles.bar} ${styles.running}`} data-tone="good" data-critical />
            </span>
            Critical path: {path.count} {path.count === 1 ? "track" : "tracks"}, {durationWords(path.ms)}
          </li>
        )}
        {runs > 0 && (
          <li title="The median of the last attempts in the last successful runs of this graph">
            <span className={styles.sample}>
              <span className={styles.expected} />
            </span>
            Usual duration, from {runs} {runs === 1 ? "run" : "runs"}
          </li>
        )}
      </ul>
    </div>
  );
}
