import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { PreviewList } from "../preview/preview-list.tsx";
import { usePreview } from "../preview/use-preview.ts";

type Props = { id: number; name: string; onClose: () => void };

/** Undoes an ended pipeline, once a reason is given. */
export function UndoDialog({ id, name, onClose }: Props) {
  const preview = usePreview({ id, act: "undo" });
  const close = useCloseWhileShown(onClose);
  const undo = useMutation(useTRPC().pipelines.undo.mutationOptions({ onSuccess: close }));
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Roll ${name} #${id} back?`}
      description="Runs undo scripts in the reverse order of the edges, also in child pipelines."
      action="Roll back"
      look="danger"
      isReasonRequired
      isBusy={undo.isPending}
      isLoading={preview.isLoading}
      problem={undo.error !== null && <ProblemCallout error={undo.error} />}
      onConfirm={(reason) => undo.mutate({ id, reason })}
    >
      <PreviewList query={preview} />
    </ReasonDialog>
  );
}
