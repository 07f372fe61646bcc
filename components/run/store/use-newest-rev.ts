import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTRPC } from "#components/api/trpc.ts";

/** How often an ended pipeline is asked whether somebody began it again. */
const LOOK_MS = 5_000;

/**
 * The newest rev of a pipeline that has ended, and so is not followed; 0 while it is followed. It is asked for at once
 * after each change that this page makes.
 */
export function useNewestRev(id: number, isEnded: boolean): number {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.pipelines.summary.queryOptions({ id });
  const summary = useQuery({ ...options, enabled: isEnded, refetchInterval: LOOK_MS });
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
