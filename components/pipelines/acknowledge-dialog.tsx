import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

type Props = {
  /** As it was when the dialog was opened: only this failure is acknowledged. */
  pipeline: PipelineSummary;
  onClose: () => void;
};

/** Notes that a failure was seen, with a reason. It stands beside the list, whose rows may leave it meanwhile. */
export function AcknowledgeDialog({ pipeline: { id, name, finishedAt }, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const close = useCloseWhileShown(onClose);
  const acknowledge = useMutation(
    trpc.pipelines.acknowledge.mutationOptions({
      onSuccess: () => {
        close();
        return queries.invalidateQueries(trpc.pipelines.list.pathFilter()).then(releaseLists);
      },
    }),
  );
  const failedAt = finishedAt !== null && { failedAt: finishedAt.getTime() };
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Acknowledge the failure of #${id}?`}
      description={
        <>
          <bdi>{name}</bdi> stays failed. It is no open failure any more, until it fails again.
        </>
      }
      action="Acknowledge"
      isBusy={acknowledge.isPending}
      problem={acknowledge.error !== null && <ProblemCallout error={acknowledge.error} />}
      onConfirm={(reason) => acknowledge.mutate({ id, ...failedAt, ...(reason !== "" && { reason }) })}
    />
  );
}
