import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";

/**
 * The newest rev of a pipeline that has ended, and so is not followed; 0 while it is followed. It is asked for when
 * something changed, and at once after each change that this page makes.
 */
export function useNewestRev(id: number, isEnded: boolean): number {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.pipelines.summary.queryOptions({ id });
  const summary = useQuery({ ...options, enabled: isEnded, ...LIVE });
  const askAgain = useEffectEvent(() => {
    if (isEnded) void queries.invalidateQueries({ queryKey: options.queryKey });
  });
  useEffect(
    () =>
      queries.getMutationCache().subscribe((event) => {
        if (event.type === "updated" && event.action.type === "success") askAgain();
      }),
    [queries],
  );
  return isEnded ? (summary.data?.rev ?? 0) : 0;
}
