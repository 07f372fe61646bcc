import { useState } from "react";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { PipelineSummary, TrackView } from "#contract/pipelines/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import styles from "../run-view.module.css";
import { useSummary } from "../store/pipeline-store.ts";
import { BreakButton } from "./break-button.tsx";
import { ForceDialog } from "./dialogs/force-dialog.tsx";
import { inputFields } from "./dialogs/input-fields.ts";
import { RetryDialog } from "./dialogs/retry-dialog.tsx";
import { ValuesDialog } from "./dialogs/values-dialog.tsx";
import { possibleActions, type TrackAction } from "./possible-actions.ts";

type Props = { id: number; track: TrackView; file: GraphFile };

/** What a person can decide about a track, by the state it and its pipeline are in. */
export function TrackActions({ id, track, file }: Props) {
  const summary = useSummary();
  /** What was pressed, and the track as it was then: what happens meanwhile changes nothing in an open dialog. */
  const [open, setOpen] = useState<{ does: TrackAction["does"]; track: TrackView } | null>(null);
  const { state } = track;
  const refused = useMay()("control", summary.folder);
  // Without inputs there is nothing to set.
  const hasInputs = inputFields(file, track).length > 0;
  const actions = possibleActions(track, summary).filter(({ does }) => does !== "values" || hasInputs);
  const buttons = (
    <div className={styles.actions}>
      {actions.map((action) => (
        <Button
          key={action.does}
          size="small"
          refused={refused}
          aria-label={`${action.text} ${track.vertex}`}
          {...(action.look !== undefined && { look: action.look })}
          onClick={() => setOpen({ does: action.does, track })}
        >
          {action.text}
        </Button>
      ))}
      <BreakButton id={id} track={track} refused={refused} isPossible={mayStop(track, summary)} />
    </div>
  );
  return (
    <>
      {state === "lost" ? (
        <Callout
          tone="warn"
          title="The runner was lost. What happened to the script?"
          kept="Until you decide, a late result of this attempt still counts."
          todo="Check what the script did, then choose how to continue."
          actions={buttons}
        />
      ) : (
        buttons
      )}
      {open !== null && <ActionDialog id={id} {...open} file={file} onClose={() => setOpen(null)} />}
    </>
  );
}

type DialogProps = Props & { does: TrackAction["does"]; onClose: () => void };

function ActionDialog({ does, ...rest }: DialogProps) {
  switch (does) {
    case "retry":
    case "again":
      return <RetryDialog {...rest} isFromHere={does === "again"} />;
    case "values":
      return <ValuesDialog {...rest} />;
    default:
      return <ForceDialog {...rest} to={does} />;
  }
}

function mayStop({ state }: TrackView, { state: pipeline, isCancelling }: PipelineSummary): boolean {
  const isAhead = state === "waiting" || state === "pending" || state === "prompting" || state === "sleeping";
  return pipeline === "running" && !isCancelling && isAhead;
}
