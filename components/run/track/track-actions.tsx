import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { PipelineSummary, TrackView } from "#contract/pipelines.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import styles from "../run-view.module.css";
import { useSummary } from "../store/pipeline-store.ts";
import { BreakButton } from "./break-button.tsx";
import { ForceDialog } from "./force-dialog.tsx";
import { inputFields } from "./input-fields.ts";
import { possibleActions, type TrackAction } from "./possible-actions.ts";
import { RetryDialog } from "./retry-dialog.tsx";
import { ValuesDialog } from "./values-dialog.tsx";

type Props = { id: number; track: TrackView; file: GraphFile };

/** What a person can decide about a track, by the state it and its pipeline are in. */
export function TrackActions({ id, track, file }: Props) {
  const summary = useSummary();
  const [open, setOpen] = useState<TrackAction | null>(null);
  const { vertex, state } = track;
  // Without inputs there is nothing to set.
  const hasInputs = inputFields(file, track).length > 0;
  const actions = possibleActions(track, summary).filter(({ does }) => does !== "values" || hasInputs);
  const close = () => setOpen(null);
  const buttons = (
    <div className={styles.actions}>
      {actions.map((action) => (
        <Button
          key={action.does}
          size="small"
          {...(action.look !== undefined && { look: action.look })}
          onClick={() => setOpen(action)}
        >
          {action.text}
        </Button>
      ))}
      {mayStop(track, summary) && <BreakButton id={id} track={track} />}
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
      {(open?.does === "retry" || open?.does === "again") && (
        <RetryDialog id={id} track={track} file={file} isFromHere={open.does === "again"} onClose={close} />
      )}
      {open?.does === "values" && <ValuesDialog id={id} track={track} file={file} onClose={close} />}
      {open !== null && open.does !== "retry" && open.does !== "again" && open.does !== "values" && (
        <ForceDialog id={id} vertex={vertex} to={open.does} file={file} onClose={close} />
      )}
    </>
  );
}

function mayStop({ state }: TrackView, { state: pipeline, isCancelling }: PipelineSummary): boolean {
  const isAhead = state === "waiting" || state === "pending" || state === "prompting" || state === "sleeping";
  return pipeline === "running" && !isCancelling && isAhead;
}
