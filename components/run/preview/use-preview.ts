import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import type { PreviewInput, PreviewView } from "#contract/pipelines/previews.ts";
import { useSummary } from "../store/pipeline-store.ts";

/**
 * What an act would do now. It is asked for again whenever the pipeline changes.
 *
 * What it says makes a dialog higher, so that its buttons move: they wait until it is there (`isLoading`).
 *
 * @param isAsked false: it is not needed now, and not asked for.
 */
export function usePreview(asked: PreviewInput, isAsked = true): UseQueryResult<PreviewView, unknown> {
  const { rev } = useSummary();
  const query = useQuery({
    ...useTRPC().pipelines.preview.queryOptions(asked),
    gcTime: 0,
    enabled: isAsked,
  });
  const { refetch } = query;
  useEffect(() => {
    if (rev > 0 && isAsked) void refetch({ cancelRefetch: false });
  }, [rev, refetch, isAsked]);
  return query;
}
