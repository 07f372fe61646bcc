import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { PreviewList } from "../../preview/preview-list.tsx";
import { usePreview } from "../../preview/use-preview.ts";

type Props = { id: number; vertex: string; isSet: boolean; action: string; onClose: () => void };

/** Sets or removes a breakpoint, once it was said what that stops or lets begin. */
export function BreakDialog({ id, vertex, isSet, action, onClose }: Props) {
  const preview = usePreview({ id, act: "break", vertex, isSet });
  const close = useCloseWhileShown(onClose);
  const set = useMutation(useTRPC().tracks.break.mutationOptions({ onSuccess: close }));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={set.isPending}
      title={`${action}: ${vertex}`}
      description={
        isSet
          ? "The track stops before it begins, until somebody continues it."
          : "The track does not stop before it begins any more."
      }
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button
            look="primary"
            isBusy={set.isPending || preview.isLoading}
            onClick={() => set.mutate({ id, vertex, isSet })}
          >
            {action}
          </Button>
        </>
      }
    >
      <PreviewList query={preview} />
      {set.error !== null && <ProblemCallout error={set.error} />}
    </Dialog>
  );
}
