import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { GraphFileJson } from "#contract/graphs.ts";
import type { TrackView } from "#contract/pipelines.ts";
import { ForceDialog } from "./force-dialog.tsx";
import { useSummary } from "./pipeline-store.ts";
import { RetryDialog } from "./retry-dialog.tsx";
import styles from "./run-view.module.css";

type Props = { id: number; track: TrackView; file: GraphFileJson };

/** What a person can decide about a track that runs, that failed, or of which nobody knows how far it got. */
export function TrackActions({ id, track, file }: Props) {
  const { state: pipeline, isCancelling } = useSummary();
  const [open, setOpen] = useState<"retry" | "succeeded" | "skipped" | "failed" | null>(null);
  const { vertex, state } = track;
  const close = () => setOpen(null);
  if (state === "succeeded" && pipeline !== "cancelled" && !isCancelling)
    return (
      <div className={styles.actions}>
        <Button size="small" onClick={() => setOpen("retry")}>
          Run again from here
        </Button>
        {open === "retry" && <RetryDialog id={id} track={track} file={file} isFromHere onClose={close} />}
      </div>
    );
  const isDecidable = state === "failed" || state === "lost" || state === "running";
  if (pipeline === "cancelled" || isCancelling || !isDecidable) return null;
  if (state === "running")
    return (
      <div className={styles.actions}>
        <Button look="danger" size="small" onClick={() => setOpen("failed")}>
          End {vertex}
        </Button>
        {open === "failed" && <ForceDialog id={id} vertex={vertex} to="failed" file={file} onClose={close} />}
      </div>
    );
  const buttons = (
    <div className={styles.actions}>
      <Button look="primary" size="small" onClick={() => setOpen("retry")}>
        {state === "lost" ? `Run ${vertex} again` : `Retry ${vertex}`}
      </Button>
      <Button size="small" onClick={() => setOpen("succeeded")}>
        Count as done
      </Button>
      <Button size="small" onClick={() => setOpen("skipped")}>
        Skip
      </Button>
      {state === "lost" && (
        <Button size="small" onClick={() => setOpen("failed")}>
          Count as failed
        </Button>
      )}
    </div>
  );
  return (
    <>
      {state === "lost" ? (
        <Callout
          tone="warn"
          title="What happened to it?"
          kept="A late report of this same attempt is still taken, until you decide."
          todo="Look where its script was at work, then say how it goes on."
          actions={buttons}
        />
      ) : (
        buttons
      )}
      {open === "retry" && <RetryDialog id={id} track={track} file={file} onClose={close} />}
      {open !== null && open !== "retry" && (
        <ForceDialog id={id} vertex={vertex} to={open} file={file} onClose={close} />
      )}
    </>
  );
}
