import { useMutation } from "@tanstack/react-query";
import { Ban, Pause, Play, RotateCcw } from "lucide-react";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { Json } from "#engine/model/graph-content.ts";
import styles from "./run-view.module.css";
import { useSummary } from "./store/pipeline-store.ts";
import { UndoButton } from "./undo-button.tsx";

type Props = { canUndo: boolean; params: Readonly<Record<string, Json>> };

/** Pause, resume and cancel while it runs; undo or launch again when it has ended. `canUndo`: its graph has undo scripts. */
export function RunControls({ canUndo, params }: Props) {
  const { id, name, graph, revision, state, isPaused, isCancelling } = useSummary();
  const trpc = useTRPC();
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const [isAgain, setIsAgain] = useState(false);
  const [isKill, setIsKill] = useState(false);
  const told = { onError: (error: unknown) => toast.error(shownProblem(error)) };
  const pause = useMutation(trpc.pipelines.pause.mutationOptions(told));
  const resume = useMutation(trpc.pipelines.resume.mutationOptions(told));
  const cancel = useMutation(trpc.pipelines.cancel.mutationOptions({ onSuccess: () => setIsAsking(false) }));
  if (state !== "running" && state !== "reverting")
    return (
      <>
        {canUndo && state !== "reverted" && <UndoButton id={id} name={name} />}
        <Button icon={<RotateCcw aria-hidden />} onClick={() => setIsAgain(true)}>
          Launch again
        </Button>
        {isAgain && (
          <LaunchDialog graph={graph} revision={revision} params={params} onClose={() => setIsAgain(false)} />
        )}
      </>
    );
  return (
    <>
      {!isCancelling &&
        (isPaused ? (
          <Button icon={<Play aria-hidden />} isBusy={resume.isPending} onClick={() => resume.mutate({ id })}>
            Resume pipeline
          </Button>
        ) : (
          <Button icon={<Pause aria-hidden />} isBusy={pause.isPending} onClick={() => pause.mutate({ id })}>
            Pause pipeline
          </Button>
        ))}
      {state === "running" && (
        <Button look="danger" icon={<Ban aria-hidden />} onClick={() => setIsAsking(true)}>
          Cancel pipeline
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          isOpen
          onClose={() => setIsAsking(false)}
          title={`Cancel ${name} #${id}?`}
          description="Nothing new starts. A cancelled pipeline cannot be resumed; launch it again instead."
          action="Cancel pipeline"
          look="danger"
          isBusy={cancel.isPending}
          problem={cancel.error !== null && <ProblemCallout error={cancel.error} />}
          onConfirm={(reason) => cancel.mutate({ id, kill: isKill, ...(reason !== "" && { reason }) })}
        >
          <fieldset className={styles.choices}>
            <legend>Running scripts</legend>
            <label>
              <input type="radio" name="kill" checked={!isKill} onChange={() => setIsKill(false)} />
              run to their end
            </label>
            <label>
              <input type="radio" name="kill" checked={isKill} onChange={() => setIsKill(true)} />
              are ended: first asked to, then killed
            </label>
          </fieldset>
        </ReasonDialog>
      )}
    </>
  );
}
