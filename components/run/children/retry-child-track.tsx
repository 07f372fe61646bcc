import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";

type Props = {
  /** The child pipeline. */
  id: number;
  /** As it was when the dialog was opened. */
  track: TrackView;
  onClose: () => void;
  onRetried: () => void;
};

/** Retries a track of a child pipeline. It stands beside the list, whose rows may leave it meanwhile. */
export function RetryChildTrack({ id, track: { vertex, attempt }, onClose, onRetried }: Props) {
  const close = useCloseWhileShown(onClose);
  const retry = useMutation(
    useTRPC().tracks.retry.mutationOptions({
      onSuccess: () => {
        close();
        onRetried();
      },
    }),
  );
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Retry ${vertex}?`}
      description={`It runs again in child pipeline #${id}, with the same values. The others stay as they are.`}
      action="Retry"
      isBusy={retry.isPending}
      problem={retry.error !== null && <ProblemCallout error={retry.error} />}
      onConfirm={(reason) => retry.mutate({ id, vertex, attempt, reason })}
    />
  );
}
