import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useTRPCClient } from "#components/api/trpc.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import type { PreviewForceInput, PreviewView } from "#contract/pipelines/previews.ts";
import { useSummary } from "../store/pipeline-store.ts";

/**
 * What would follow now from a decision about how a track ended. It is asked for again whenever the pipeline changes, and
 * after something else was typed.
 */
export function useForcePreview(typed: PreviewForceInput): UseQueryResult<PreviewView, unknown> {
  const { rev } = useSummary();
  const client = useTRPCClient();
  const now = JSON.stringify(typed);
  const settled = usePaused(now);
  return useQuery({
    queryKey: ["preview of a decision", settled, rev],
    queryFn: () => client.tracks.previewForce.mutate(typed),
    enabled: settled === now,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
