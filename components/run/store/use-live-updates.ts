"use client";

import { TRPCClientError } from "@trpc/client";
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import { useStore } from "zustand";
import { liveTabOf } from "#components/api/live/browser-ports.ts";
import type { LiveNews } from "#components/api/live/live-watch.ts";
import { isToldAbovePage } from "#components/api/shown-problem.ts";
import { useTRPCClient } from "#components/api/trpc.ts";
import type { PipelineDelta, WatchRequest } from "#contract/pipelines/watch.ts";
import type { Refusal } from "#contract/refusal.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import type { LogStore } from "../log/log-store.ts";
import { mergedDelta } from "./apply-delta.ts";
import { frameBatch } from "./frame-batch.ts";
import type { PipelineStore } from "./pipeline-store.ts";
import { useNewestRev } from "./use-newest-rev.ts";
import { useRefresh } from "./use-refresh.ts";

/**
 * Keeps the stores of a run page up to date, by the one stream of the browser. Once the pipeline has ended and its log is
 * here nothing is followed, until somebody begins it again.
 *
 * @returns what the server refused for good, or null; not what the line above the page says.
 */
export function useLiveUpdates(id: number, pipeline: PipelineStore, log: LogStore | null): unknown {
  const client = useTRPCClient();
  const [refused, setRefused] = useState<unknown>(null);
  const isEnded = useStore(pipeline, ({ now }) => isPipelineEnded(now.pipeline.state));
  const rev = useStore(pipeline, (state) => state.now.rev);
  const newestRev = useNewestRev(id, isEnded);
  const isFollowed = !isEnded || newestRev > rev;
  const refresh = useRefresh(id);
  const apply = useEffectEvent((deltas: readonly PipelineDelta[]) => {
    const delta = mergedDelta(deltas);
    pipeline.getState().take(delta);
    if (delta.pipeline !== null || delta.tracks.length > 0) refresh(delta.tracks);
  });
  /** @param received the newest rev that came; it may not be on the page yet. */
  const want = useEffectEvent((received: number): WatchRequest | null => {
    const place = placeIn(log);
    const after = Math.max(received, pipeline.getState().now.rev);
    return isFollowed || place !== null ? { id, after, log: place } : null;
  });
  const take = useEffectEvent(({ delta, refusal }: LiveNews) => {
    const error = refusal === null ? null : errorOf(refusal);
    setRefused(error === null || isToldAbovePage(error) ? null : error);
    if (delta?.log != null) log?.getState().take(delta.log);
  });
  const listening = useRef<{ changed: () => void } | null>(null);
  useEffect(() => {
    let received = 0;
    const batch = frameBatch<PipelineDelta>((deltas) => apply(deltas));
    // Not while the page is drawn: the server draws it, too, and has no tab.
    const now = liveTabOf(client).listen({
      want: () => want(received),
      take: (news) => {
        take(news);
        if (news.delta === null) return;
        received = Math.max(received, news.delta.rev);
        batch.add(news.delta);
      },
    });
    listening.current = now;
    return () => {
      listening.current = null;
      now.end();
      batch.end();
    };
  }, [client]);
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
