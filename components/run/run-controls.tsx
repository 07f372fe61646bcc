import { useMutation } from "@tanstack/react-query";
import {
  Ban,
  EllipsisVertical,
  ListOrdered,
  Pause,
  Play,
  RefreshCw,
  RotateCcw,
  ScrollText,
  Undo2,
} from "lucide-react";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { menuItem } from "#components/commands/menu-item.ts";
import { AcknowledgeButton } from "#components/pipelines/acknowledge-button.tsx";
import { AcknowledgeDialog } from "#components/pipelines/acknowledge-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { possibleRunActs, type RunAct, rightOf } from "./acts/run-acts.ts";
import { useRunActCommands } from "./acts/use-run-act-commands.ts";
import { useAllLogsCommand } from "./all-logs/use-all-logs-command.ts";
import { CancelDialog } from "./dialogs/cancel-dialog.tsx";
import { PauseDialog } from "./dialogs/pause-dialog.tsx";
import { PriorityDialog } from "./dialogs/priority-dialog.tsx";
import { RerunDialog } from "./dialogs/rerun-dialog.tsx";
import { UndoDialog } from "./dialogs/undo-dialog.tsx";
import { CompareLink } from "./failures/compare-link.tsx";
import { RetryFailedDialog } from "./preview/retry-failed-dialog.tsx";
import { useSummary } from "./store/pipeline-store.ts";

type Props = { canUndo: boolean };

/** Pause, resume, cancel and priority while it runs; retry, undo or rerun when it has ended, but no rerun of a test. `canUndo`: its graph has undo scripts. */
export function RunControls({ canUndo }: Props) {
  const summary = useSummary();
  const { id, name, folder, state, priority, isTest } = summary;
  /** The open dialog. It stays, with what was typed, when the pipeline's state changes meanwhile. */
  const [asked, setAsked] = useState<RunAct | null>(null);
  /** Whose failure is acknowledged, as it was when the dialog was opened. */
  const [seen, setSeen] = useState<typeof summary | null>(null);
  const close = () => setAsked(null);
  const may = useMay();
  const toast = useToast();
  const told = { onError: (error: unknown) => toast.error(shownProblem(error)) };
  const resume = useMutation(useTRPC().pipelines.resume.mutationOptions(told));
  const acts = possibleRunActs(summary, canUndo);
  const refusedOf = (act: RunAct) => may(rightOf(act), folder);
  const begin = (act: RunAct) => (act === "resume" ? resume.mutate({ id }) : setAsked(act));
  useRunActCommands(acts, refusedOf, begin);
  const allLogs = useAllLogsCommand();
  const buttonOf = (act: RunAct) => ({ refused: refusedOf(act), onClick: () => begin(act) });
  const itemOf = (act: RunAct) => ({ refused: refusedOf(act), onSelect: () => begin(act) });
  return (
    <>
      {acts.has("resume") && (
        <Button icon={<Play aria-hidden />} isBusy={resume.isPending} {...buttonOf("resume")}>
          Resume pipeline
        </Button>
      )}
      {acts.has("pause") && (
        <Button icon={<Pause aria-hidden />} {...buttonOf("pause")}>
          Pause pipeline
        </Button>
      )}
      {acts.has("cancel") && (
        <Button look="danger" icon={<Ban aria-hidden />} {...buttonOf("cancel")}>
          Cancel pipeline
        </Button>
      )}
      {acts.has("retry") && !acts.has("priority") && (
        <Button look="primary" icon={<RefreshCw aria-hidden />} {...buttonOf("retry")}>
          Retry failed
        </Button>
      )}
      {acts.has("undo") && (
        <Button icon={<Undo2 aria-hidden />} {...buttonOf("undo")}>
          Roll back
        </Button>
      )}
      {state === "failed" && !isTest && <CompareLink id={id} />}
      {acts.has("again") && (
        <>
          <AcknowledgeButton pipeline={summary} size="medium" onAcknowledge={setSeen} />
          <Button icon={<RotateCcw aria-hidden />} {...buttonOf("again")}>
            Rerun
          </Button>
        </>
      )}
      <Menu
        trigger={<IconButton label="More actions" icon={<EllipsisVertical aria-hidden />} />}
        items={[
          ...(acts.has("retry") && acts.has("priority")
            ? [{ label: "Retry failed…", icon: <RefreshCw aria-hidden />, ...itemOf("retry") }]
            : []),
          ...(acts.has("priority")
            ? [{ label: "Change priority…", icon: <ListOrdered aria-hidden />, ...itemOf("priority") }]
            : []),
          { ...menuItem("all-logs", <ScrollText aria-hidden />), href: allLogs },
        ]}
      />
      {seen !== null && <AcknowledgeDialog pipeline={seen} onClose={() => setSeen(null)} />}
      {asked === "cancel" && <CancelDialog id={id} name={name} onClose={close} />}
      {asked === "pause" && <PauseDialog id={id} name={name} onClose={close} />}
      {asked === "retry" && <RetryFailedDialog id={id} name={name} onClose={close} />}
      {asked === "priority" && <PriorityDialog id={id} name={name} priority={priority} onClose={close} />}
      {asked === "undo" && <UndoDialog id={id} name={name} onClose={close} />}
      {asked === "again" && <RerunDialog id={id} onClose={close} />}
    </>
  );
}
