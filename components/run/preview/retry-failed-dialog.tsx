import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { PreviewList } from "./preview-list.tsx";
import { usePreview } from "./use-preview.ts";

type Props = { id: number; name: string; onClose: () => void };

/** Retries everything in a pipeline that failed, once it was said what that runs. */
export function RetryFailedDialog({ id, name, onClose }: Props) {
  const toast = useToast();
  const preview = usePreview({ id, act: "retry-failed" });
  const close = useCloseWhileShown(onClose);
  const retry = useMutation(
    useTRPC().pipelines.retryFailed.mutationOptions({
      onSuccess: ({ refused }) => {
        const [first] = refused;
        if (first !== undefined) toast.error({ title: `Not retried: ${first.vertex}.`, todo: first.why });
        close();
      },
    }),
  );
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Retry what failed in ${name} #${id}?`}
      description="Each gets a new attempt; the old ones stay in the history. Where it failed in a child pipeline, only what failed there runs again."
      action="Retry failed"
      isBusy={retry.isPending}
      isLoading={preview.isLoading}
      problem={retry.error !== null && <ProblemCallout error={retry.error} />}
      onConfirm={(reason) => retry.mutate({ id, reason })}
    >
      <PreviewList query={preview} />
    </ReasonDialog>
  );
}
