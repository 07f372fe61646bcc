import { useState } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { BreakDialog } from "./dialogs/break-dialog.tsx";

type Props = {
  id: number;
  track: TrackView;
  refused: string | null;
  /** Whether the track can still be stopped before it begins, or is stopped. */
  isPossible: boolean;
};

/** Stops a track before it begins, or lets a stopped one go on: a dialog says first what follows. */
export function BreakButton({ id, track, refused, isPossible }: Props) {
  /** What was pressed: what happens meanwhile changes nothing in an open dialog. */
  const [open, setOpen] = useState<{ isSet: boolean; action: string } | null>(null);
  const { vertex, isBreak, state } = track;
  const action = isBreak ? (state === "sleeping" ? "Continue" : "Remove breakpoint") : "Add breakpoint";
  return (
    <>
      {isPossible && (
        <Button
          size="small"
          look={isBreak && state === "sleeping" ? "primary" : "quiet"}
          refused={refused}
          onClick={() => setOpen({ isSet: !isBreak, action })}
        >
          {action}
        </Button>
      )}
      {open !== null && <BreakDialog id={id} vertex={vertex} {...open} onClose={() => setOpen(null)} />}
    </>
  );
}
