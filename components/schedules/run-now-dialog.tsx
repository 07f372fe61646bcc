import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useGoToLaunched } from "#components/launch/use-go-to-launched.ts";
import type { ScheduleView } from "#contract/triggers/schedules.ts";

type Props = { schedule: Pick<ScheduleView, "name" | "graph" | "revision" | "version">; onClose: () => void };

/** Asks before a pipeline of a schedule is launched beside its times, and goes to its page. */
export function RunNowDialog({ schedule, onClose }: Props) {
  // As it was when this was opened: the page goes on asking for it, and what somebody changed meanwhile was not seen.
  const [{ name, graph, revision, version }] = useState(schedule);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const goTo = useGoToLaunched();
  const run = useMutation(
    trpc.schedules.run.mutationOptions({
      onSuccess: async ({ pipelineId }) => {
        await queries.invalidateQueries(trpc.schedules.pathFilter());
        goTo(pipelineId);
      },
    }),
  );
  return (
    <ConfirmDialog
      title={
        <>
          Run <bdi>{name}</bdi> now?
        </>
      }
      description={
        <>
          Launches <bdi>{graph}</bdi> (
          {revision === null ? "the latest sealed revision" : `revision ${revision}`}) with the parameters of
          the schedule, whatever else of it runs. Its times stay as they are.
        </>
      }
      act="Run now"
      look="primary"
      change={{ isPending: run.isPending || run.isSuccess, error: run.error }}
      onConfirm={() => run.mutate({ name, version })}
      onClose={onClose}
    />
  );
}
