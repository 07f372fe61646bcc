import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useIsShown } from "#components/ui/live/use-is-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { ScheduleView } from "#contract/triggers/schedules.ts";

type Props = { schedule: Pick<ScheduleView, "name" | "graph" | "revision" | "version">; onClose: () => void };

/** Asks before a pipeline of a schedule is launched beside its times, and goes to its page. */
export function RunNowDialog({ schedule: { name, graph, revision, version }, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const isShown = useIsShown();
  const run = useMutation(
    trpc.schedules.run.mutationOptions({
      onSuccess: async ({ pipelineId }) => {
        await queries.invalidateQueries(trpc.schedules.pathFilter());
        if (isShown.current) router.push(`/pipelines/${pipelineId}`);
        else toast.done(`Launched pipeline #${pipelineId}.`);
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
