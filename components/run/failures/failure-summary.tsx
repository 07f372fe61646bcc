import { CircleAlert, ScrollText, Workflow } from "lucide-react";
import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { useChildOfAttempt } from "../above-and-below/use-other-folders.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import { usePipelineNow, useSummary } from "../store/pipeline-store.ts";
import { RetryDialog } from "../track/dialogs/retry-dialog.tsx";
import { possibleActions } from "../track/possible-actions.ts";
import styles from "./failure-summary.module.css";
import { type RootCause, rootCauses } from "./root-causes.ts";
import { useFocusAfterRetry } from "./use-focus-after-retry.ts";
import { WhyFailed } from "./why-failed.tsx";

/** More are shown on demand. */
const SHOWN = 5;
const MAX_SHOWN = 200;

type Props = {
  id: number;
  file: GraphFile;
  /** Shows a track, or a tab of it. */
  look: (vertex: string, tab?: string, attempt?: number) => void;
};

/** What went wrong, on top of a failed run: each failure with its last line, what it kept from running, and what to do. */
export function FailureSummary({ id, file, look }: Props) {
  const [retried, setRetried] = useState<TrackView | null>(null);
  const [sent, setSent] = useState<TrackView | null>(null);
  return (
    <>
      <Failures id={id} look={look} onRetry={setRetried} sent={sent} />
      {/* Beside the list: a failure that is gone takes nothing away from who is writing a reason. */}
      {retried !== null && (
        <RetryDialog
          id={id}
          track={retried}
          file={file}
          onSent={() => setSent(retried)}
          onClose={() => setRetried(null)}
        />
      )}
    </>
  );
}

type FailuresProps = { id: number; look: Props["look"]; onRetry: (track: TrackView) => void };

/** @param sent the track whose retry was sent last, as it was before. */
function Failures({ id, look, onRetry, sent }: FailuresProps & { sent: TrackView | null }) {
  const tracks = usePipelineNow((now) => now.tracks);
  useFocusAfterRetry(sent, tracks);
  const { state } = useSummary();
  const [isWhole, setIsWhole] = useState(false);
  const causes = rootCauses(tracks.values());
  if (causes.length === 0 || state === "succeeded") return null;
  const shown = causes.slice(0, isWhole ? MAX_SHOWN : SHOWN);
  const more = causes.length - shown.length;
  return (
    <section aria-label="Failures" className={styles.failures}>
      <h2 className={styles.head}>
        <CircleAlert aria-hidden />
        {causes.length === 1 ? "1 track failed" : `${causes.length} tracks failed`}
      </h2>
      <ul className={styles.list}>
        {shown.map((cause) => (
          <Cause key={cause.track.vertex} id={id} cause={cause} look={look} onRetry={onRetry} />
        ))}
      </ul>
      {more > 0 && !isWhole && (
        <Button look="quiet" size="small" onClick={() => setIsWhole(true)}>
          Show {more} more
        </Button>
      )}
      {more > 0 && isWhole && <p className={styles.quiet}>{more} more are in the list of tracks.</p>}
    </section>
  );
}

type CauseProps = FailuresProps & { cause: RootCause };

function Cause({ id, cause: { track, blocked }, look, onRetry }: CauseProps) {
  const summary = useSummary();
  const refused = useMay()("control", summary.folder);
  const { vertex, finishedAt, attempt } = track;
  const child = useChildOfAttempt(id, track, attempt);
  const addressOf = usePipelineAddress();
  const canRetry = possibleActions(track, summary).some(({ does }) => does === "retry");
  return (
    <li className={styles.cause}>
      <button type="button" className={styles.name} onClick={() => look(vertex, "track")}>
        {vertex}
      </button>
      <WhyFailed track={track} child={child} />
      <span className={styles.quiet}>
        {finishedAt !== null && <RelativeTime at={finishedAt} />}
        {blocked > 0 && `, ${blocked} not run because of it`}
      </span>
      <span className={styles.actions}>
        {child !== null && (
          <LinkButton
            look="quiet"
            size="small"
            href={addressOf(child.id)}
            icon={<Workflow aria-hidden />}
            aria-label={`Open pipeline #${child.id}, which ${vertex} runs`}
          >
            Pipeline #{child.id}
          </LinkButton>
        )}
        {child === null && attempt > 0 && (
          <Button
            look="quiet"
            size="small"
            icon={<ScrollText aria-hidden />}
            onClick={() => look(vertex, "log", attempt)}
            aria-label={`Open the log of ${vertex}`}
          >
            Log
          </Button>
        )}
        {canRetry && (
          <Button
            size="small"
            refused={refused}
            onClick={() => onRetry(track)}
            aria-label={`Retry track ${vertex}`}
          >
            Retry
          </Button>
        )}
      </span>
    </li>
  );
}
