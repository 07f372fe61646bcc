import { useMutation } from "@tanstack/react-query";
import { Ban, EllipsisVertical, ListOrdered, Pause, Play, RefreshCw, RotateCcw, Undo2 } from "lucide-react";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { AcknowledgeButton } from "#components/pipelines/acknowledge-button.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { CancelDialog } from "./dialogs/cancel-dialog.tsx";
import { PauseDialog } from "./dialogs/pause-dialog.tsx";
import { PriorityDialog } from "./dialogs/priority-dialog.tsx";
import { RerunDialog } from "./dialogs/rerun-dialog.tsx";
import { UndoDialog } from "./dialogs/undo-dialog.tsx";
import { CompareLink } from "./failures/compare-link.tsx";
import { RetryFailedDialog } from "./preview/retry-failed-dialog.tsx";
import { useSummary } from "./store/pipeline-store.ts";

type Props = { canUndo: boolean };
type Asked = "cancel" | "pause" | "priority" | "undo" | "again" | "retry";

/** Pause, resume, cancel and priority while it runs; retry, undo or rerun when it has ended, but no rerun of a test. `canUndo`: its graph has undo scripts. */
export function RunControls({ canUndo }: Props) {
  const summary = useSummary();
  const { id, name, state, priority, isTest } = summary;
  /** The open dialog. It stays, with what was typed, when the pipeline's state changes meanwhile. */
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const may = useMay();
  return (
    <>
      {state === "running" || state === "reverting" ? (
        <OpenControls pipeline={summary} onAsk={setAsked} />
      ) : (
        <>
          {isFailed(summary) && (
            <Button
              look="primary"
              icon={<RefreshCw aria-hidden />}
              refused={may("control", summary.folder)}
              onClick={() => setAsked("retry")}
            >
              Retry failed
            </Button>
          )}
          {canUndo && state !== "reverted" && (
            <Button
              icon={<Undo2 aria-hidden />}
              refused={may("control", summary.folder)}
              onClick={() => setAsked("undo")}
            >
              Roll back
            </Button>
          )}
          {!isTest && (
            <>
              {state === "failed" && <CompareLink id={id} />}
              <AcknowledgeButton pipeline={summary} />
              <Button
                icon={<RotateCcw aria-hidden />}
                refused={may("launch", summary.folder)}
                onClick={() => setAsked("again")}
              >
                Rerun
              </Button>
            </>
          )}
        </>
      )}
      {asked === "cancel" && <CancelDialog id={id} name={name} onClose={close} />}
      {asked === "pause" && <PauseDialog id={id} name={name} onClose={close} />}
      {asked === "retry" && <RetryFailedDialog id={id} name={name} onClose={close} />}
      {asked === "priority" && <PriorityDialog id={id} name={name} priority={priority} onClose={close} />}
      {asked === "undo" && <UndoDialog id={id} name={name} onClose={close} />}
      {asked === "again" && <RerunDialog id={id} onClose={close} />}
    </>
  );
}

/** True if something in it may be retried. The engine has the last word. */
function isFailed({ state, isCancelling, counts }: PipelineSummary): boolean {
  const { failed = 0, revert_failed: notUndone = 0 } = counts;
  return state === "failed" || (state === "running" && !isCancelling && failed + notUndone > 0);
}

type OpenProps = { pipeline: PipelineSummary; onAsk: (asked: Asked) => void };

function OpenControls({ pipeline, onAsk }: OpenProps) {
  const { id, folder, state, isPaused, isCancelling } = pipeline;
  const refused = useMay()("control", folder);
  const trpc = useTRPC();
  const toast = useToast();
  const told = { onError: (error: unknown) => toast.error(shownProblem(error)) };
  const resume = useMutation(trpc.pipelines.resume.mutationOptions(told));
  return (
    <>
      {!isCancelling &&
        (isPaused ? (
          <Button
            icon={<Play aria-hidden />}
            refused={refused}
            isBusy={resume.isPending}
            onClick={() => resume.mutate({ id })}
          >
            Resume pipeline
          </Button>
        ) : (
          <Button icon={<Pause aria-hidden />} refused={refused} onClick={() => onAsk("pause")}>
            Pause pipeline
          </Button>
        ))}
      {state === "running" && (
        <Button look="danger" refused={refused} icon={<Ban aria-hidden />} onClick={() => onAsk("cancel")}>
          Cancel pipeline
        </Button>
      )}
      <Menu
        trigger={<IconButton label="More actions" icon={<EllipsisVertical aria-hidden />} />}
        items={[
          ...(isFailed(pipeline)
            ? [
                {
                  label: "Retry failed…",
                  icon: <RefreshCw aria-hidden />,
                  refused,
                  onSelect: () => onAsk("retry"),
                },
              ]
            : []),
          {
            label: "Change priority…",
            icon: <ListOrdered aria-hidden />,
            refused,
            onSelect: () => onAsk("priority"),
          },
        ]}
      />
    </>
  );
}
