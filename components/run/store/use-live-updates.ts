"use client";

import { useQueryClient } from "@tanstack/react-query";
import { TRPCClientError } from "@trpc/client";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { liveTabOf } from "#components/api/live/browser-ports.ts";
import type { LiveNews } from "#components/api/live/live-watch.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { Refusal } from "#contract/refusal.ts";
import type { PipelineDelta, WatchRequest } from "#contract/watch.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { LogStore } from "../log/log-store.ts";
import type { PipelineStore } from "./pipeline-store.ts";
import { useNewestRev } from "./use-newest-rev.ts";

/**
 * Keeps the stores of a run page up to date, by the one stream of the browser. Once the pipeline has ended and its log is
 * here nothing is followed, until somebody begins it again.
 *
 * @returns what the server refused for good, or null.
 */
export function useLiveUpdates(id: number, pipeline: PipelineStore, log: LogStore | null): unknown {
  const tab = liveTabOf(useTRPCClient());
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<unknown>(null);
  const isEnded = useStore(pipeline, ({ now }) => isPipelineEnded(now.pipeline.state));
  const rev = useStore(pipeline, (state) => state.now.rev);
  const newestRev = useNewestRev(id, isEnded);
  const isFollowed = !isEnded || newestRev > rev;
  // What a delta says has changed is asked for again, where it is on the screen.
  const invalidate = useEffectEvent(({ tracks }: PipelineDelta) => {
    void queries.invalidateQueries(trpc.pipelines.events.queryFilter({ id }));
    if (tracks.length > 0) void queries.invalidateQueries(trpc.prompts.show.pathFilter());
    for (const { vertex } of tracks)
      void queries.invalidateQueries(trpc.pipelines.attempts.queryFilter({ id, vertex }));
  });
  const want = useEffectEvent((): WatchRequest | null => {
    const place = placeIn(log);
    return isFollowed || place !== null ? { id, after: pipeline.getState().now.rev, log: place } : null;
  });
  const take = useEffectEvent(({ delta, refusal }: LiveNews) => {
    setRefused(refusal === null ? null : errorOf(refusal));
    if (delta === null) return;
    pipeline.getState().take(delta);
    if (delta.pipeline !== null || delta.tracks.length > 0) invalidate(delta);
    if (delta.log !== null) log?.getState().take(delta.log);
  });
  const listening = useRef<{ changed: () => void } | null>(null);
  useEffect(() => {
    const now = tab.listen({ want: () => want(), take: (news) => take(news) });
    listening.current = now;
    return () => {
      listening.current = null;
      now.end();
    };
  }, [tab]);
  const isLogComplete = useLogComplete(log);
  const logKey = log === null || isLogComplete ? null : log;
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another thing is wanted
  useEffect(() => listening.current?.changed(), [id, isFollowed, logKey]);
  return refused;
}

/** True where no more of the log will come, or none is looked at. */
function useLogComplete(log: LogStore | null): boolean {
  return useSyncExternalStore(
    (listener) => log?.subscribe(listener) ?? (() => undefined),
    () => log?.getState().isComplete ?? true,
    () => true,
  );
}

function placeIn(log: LogStore | null): WatchRequest["log"] {
  if (log === null) return null;
  const { vertex, attempt, log: lines, isComplete } = log.getState();
  return isComplete ? null : { vertex, attempt, after: lines.seq };
}

/** A refusal that came in the stream, as the error that a call would have. */
function errorOf(refusal: Refusal): unknown {
  const data = { code: "BAD_REQUEST", httpStatus: 400, path: "pipelines.watchAll", refusal } as const;
  return TRPCClientError.from({ error: { code: -32_600, message: refusal.text, data } });
}
