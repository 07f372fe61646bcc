import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";

/** Stops all schedules, with a reason that every page shows. */
export function StopDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const close = useCloseWhileShown(onClose);
  const stop = useMutation(
    trpc.schedules.stopAll.mutationOptions({
      onSuccess: async () => {
        close();
        await queries.invalidateQueries(trpc.schedules.pathFilter());
        await queries.invalidateQueries(trpc.system.overview.queryFilter());
      },
    }),
  );
  return (
    <ReasonDialog
      onClose={onClose}
      title="Stop all schedules?"
      description="Until somebody starts them again, what becomes due is noted as missed, and is not made up for. Pipelines that run go on."
      action="Stop all schedules"
      look="danger"
      isReasonRequired
      isBusy={stop.isPending}
      problem={stop.error !== null && <ProblemCallout error={stop.error} />}
      onConfirm={(reason) => stop.mutate({ reason })}
    />
  );
}
