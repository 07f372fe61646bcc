import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { Duration } from "#components/ui/relative-time.tsx";
import { OverrideMark } from "#components/ui/states/override-mark.tsx";
import { TrackState } from "#components/ui/states/track-state.tsx";
import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import { possibleActions } from "../track/possible-actions.ts";
import styles from "./child-tracks.module.css";

type Props = {
  pipeline: PipelineSummary;
  track: TrackView;
  /** Asks why it is retried. */
  onRetry: (track: TrackView) => void;
  /** Shows the tracks of a child pipeline below this one. */
  below: (child: NonNullable<TrackView["child"]>, name: string) => ReactNode;
};

/** One track of a child pipeline: its state, why it failed, a retry, and what is below it. */
export function ChildTrack({ pipeline, track, onRetry, below }: Props) {
  const { vertex, failure, why, startedAt, finishedAt, child } = track;
  const [isOpen, setIsOpen] = useState(false);
  const refused = useMay()("control", pipeline.folder);
  const addressOf = usePipelineAddress();
  const canRetry = possibleActions(track, pipeline).some(({ does }) => does === "retry");
  const text =
    failure === null ? why : [failure.reason, failure.lastLine].filter((each) => each !== null).join(": ");
  return (
    <li className={styles.track}>
      <div className={styles.head}>
        {child !== null && (
          <IconButton
            size="small"
            label={isOpen ? `Hide the tracks below ${vertex}` : `Show the tracks below ${vertex}`}
            aria-expanded={isOpen}
            icon={isOpen ? <ChevronDown /> : <ChevronRight />}
            onClick={() => setIsOpen(!isOpen)}
          />
        )}
        <Link className={styles.name} href={addressOf(pipeline.id, vertex)} title={vertex}>
          {vertex}
        </Link>
        <OverrideMark text={track.override} />
        <TrackState track={track} />
        <span className={styles.took}>
          {startedAt !== null && <Duration from={startedAt} to={finishedAt} />}
        </span>
        {canRetry && (
          <Button
            size="small"
            refused={refused}
            aria-label={`Retry ${vertex}`}
            onClick={() => onRetry(track)}
          >
            Retry
          </Button>
        )}
      </div>
      {text !== null && text !== "" && (
        <p className={styles.why}>
          <LongText text={text} title={`Why ${vertex} is ${track.word}`} />
        </p>
      )}
      {isOpen && child !== null && below(child, vertex)}
    </li>
  );
}
