import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ReasonDialog } from "#components/ui/reason-dialog.tsx";

type Props = { id: number; vertex: string; to: "succeeded" | "failed"; onClose: () => void };

/** A person says how a track counts, whatever its script did. Who and why stay with it for ever. */
export function ForceDialog({ id, vertex, to, onClose }: Props) {
  const force = useMutation(useTRPC().tracks.force.mutationOptions({ onSuccess: onClose }));
  return (
    <ReasonDialog
      isOpen
      onClose={onClose}
      title={to === "succeeded" ? `Count ${vertex} as done?` : `Count ${vertex} as failed?`}
      description={
        to === "succeeded"
          ? "Its script is not run again. What waits for it goes on."
          : "Its script is not run again. What the graph says about a failure happens."
      }
      deed={to === "succeeded" ? "Count as done" : "Count as failed"}
      isReasonRequired
      isBusy={force.isPending}
      problem={force.error !== null && <ProblemCallout error={force.error} />}
      onConfirm={(reason) => force.mutate({ id, vertex, to, reason })}
    />
  );
}
