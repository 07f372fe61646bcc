import { useMutation } from "@tanstack/react-query";
import { Ban, EllipsisVertical, ListOrdered, Pause, Play, RotateCcw } from "lucide-react";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { LaunchDialog } from "#components/launch/launch-dialog.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { Json } from "#engine/model/graph-content.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { PriorityDialog } from "./priority-dialog.tsx";
import { useSummary } from "./store/pipeline-store.ts";
import { UndoButton } from "./undo-button.tsx";

type Props = { canUndo: boolean; params: Readonly<Record<string, Json>> };

/** Pause, resume, cancel and priority while it runs; undo or launch again when it has ended. `canUndo`: its graph has undo scripts. */
export function RunControls({ canUndo, params }: Props) {
  const { id, name, graph, revision, state, priority, isPaused, isCancelling } = useSummary();
  const trpc = useTRPC();
  const toast = useToast();
  const [isAsking, setIsAsking] = useState(false);
  const [isRanking, setIsRanking] = useState(false);
  const [isAgain, setIsAgain] = useState(false);
  const told = { onError: (error: unknown) => toast.error(shownProblem(error)) };
  const pause = useMutation(trpc.pipelines.pause.mutationOptions(told));
  const resume = useMutation(trpc.pipelines.resume.mutationOptions(told));
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
      <Menu
        trigger={<IconButton label="More actions" icon={<EllipsisVertical aria-hidden />} />}
        items={[
          {
            label: "Change priority…",
            icon: <ListOrdered aria-hidden />,
            onSelect: () => setIsRanking(true),
          },
        ]}
      />
      {isRanking && (
        <PriorityDialog id={id} name={name} priority={priority} onClose={() => setIsRanking(false)} />
      )}
      {isAsking && <CancelDialog id={id} name={name} onClose={() => setIsAsking(false)} />}
    </>
  );
}
