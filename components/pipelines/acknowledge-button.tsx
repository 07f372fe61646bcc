import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { ReasonDialog } from "#components/ui/overlays/reason-dialog.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";

/** Notes that a failure was seen, with a reason. Nothing where there is no open failure. */
export function AcknowledgeButton({ pipeline }: { pipeline: PipelineSummary }) {
  const { id, name, folder, state, acknowledgedBy } = pipeline;
  const refused = useMay()("control", folder);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const acknowledge = useMutation(
    trpc.pipelines.acknowledge.mutationOptions({
      onSuccess: () => {
        setIsAsking(false);
        return queries.invalidateQueries(trpc.pipelines.list.pathFilter()).then(releaseLists);
      },
    }),
  );
  const isOpen = state === "failed" && acknowledgedBy === null;
  return (
    <>
      {isOpen && (
        <Button
          size="small"
          refused={refused}
          aria-label={`Acknowledge the failure of #${id}`}
          onClick={() => setIsAsking(true)}
        >
          Acknowledge
        </Button>
      )}
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Acknowledge the failure of #${id}?`}
        description={
          <>
            <bdi>{name}</bdi> stays failed. It is no open failure any more, until it fails again.
          </>
        }
        action="Acknowledge"
        isBusy={acknowledge.isPending}
        problem={acknowledge.error !== null && <ProblemCallout error={acknowledge.error} />}
        onConfirm={(reason) => acknowledge.mutate({ id, ...(reason !== "" && { reason }) })}
      />
    </>
  );
}
