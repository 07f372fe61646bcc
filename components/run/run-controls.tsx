import { useMutation } from "@tanstack/react-query";
import { Ban, EllipsisVertical, ListOrdered, Pause, Play, RotateCcw, Undo2 } from "lucide-react";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { PipelineSummary } from "#contract/pipelines.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { PriorityDialog } from "./priority-dialog.tsx";
import { useSummary } from "./store/pipeline-store.ts";
import { UndoDialog } from "./undo-dialog.tsx";

type Props = { canUndo: boolean; params: Readonly<Record<string, Json>> };
type Asked = "cancel" | "priority" | "undo" | "again";

/** Pause, resume, cancel and priority while it runs; undo or launch again when it has ended. `canUndo`: its graph has undo scripts. */
export function RunControls({ canUndo, params }: Props) {
  const summary = useSummary();
  const { id, name, graph, revision, state, priority } = summary;
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
          {canUndo && state !== "reverted" && (
            <Button
              icon={<Undo2 aria-hidden />}
              refused={may("control", summary.folder)}
              onClick={() => setAsked("undo")}
            >
              Roll back
            </Button>
          )}
          <Button
            icon={<RotateCcw aria-hidden />}
            refused={may("launch", summary.folder)}
            onClick={() => setAsked("again")}
          >
            Launch again
          </Button>
        </>
      )}
      {asked === "cancel" && <CancelDialog id={id} name={name} onClose={close} />}
      {asked === "priority" && <PriorityDialog id={id} name={name} priority={priority} onClose={close} />}
      {asked === "undo" && <UndoDialog id={id} name={name} onClose={close} />}
      {asked === "again" && (
        <LaunchDialog graph={graph} revision={revision} params={params} onClose={close} />
      )}
    </>
  );
}

type OpenProps = { pipeline: PipelineSummary; onAsk: (asked: Asked) => void };

function OpenControls({ pipeline: { id, folder, state, isPaused, isCancelling }, onAsk }: OpenProps) {
  const refused = useMay()("control", folder);
  const trpc = useTRPC();
  const toast = useToast();
  const told = { onError: (error: unknown) => toast.error(shownProblem(error)) };
  const pause = useMutation(trpc.pipelines.pause.mutationOptions(told));
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
          <Button
            icon={<Pause aria-hidden />}
            refused={refused}
            isBusy={pause.isPending}
            onClick={() => pause.mutate({ id })}
          >
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
