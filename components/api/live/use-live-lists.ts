"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ALL_PIPELINES } from "#contract/pipelines/watch.ts";
import { useTRPCClient } from "../trpc.ts";
import { liveTabOf } from "./browser-ports.ts";
import { refreshLive } from "./refresh-live.ts";

/** What no stream tells, such as a list of many changes of which two outweigh each other, is seen after so long. */
const FALLBACK_MS = 60_000;

/**
 * For a query whose answer follows from pipelines: `useQuery({ ...options, ...LIVE })`. It is asked again when the stream of
 * the browser says that something changed, and not by the clock. A hidden tab asks for nothing.
 */
export const LIVE = { meta: { isLive: true }, refetchInterval: FALLBACK_MS } as const;

/** Has all live queries of this tab asked again when something changed. Once for a page. */
export function useLiveLists(): void {
  const client = useTRPCClient();
  const queries = useQueryClient();
  useEffect(() => {
    let after = 0;
    // Not before: the server draws the page, too, and is no tab.
    const listening = liveTabOf(client).listen({
      want: () => ({ id: ALL_PIPELINES, after, log: null }),
      take: ({ delta }) => {
        if (delta === null) return;
        after = delta.rev;
        refreshLive(queries);
      },
    });
    return listening.end;
  }, [client, queries]);
}
