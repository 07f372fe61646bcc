"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useConnection } from "#components/api/connection.ts";
import { isAway } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { PipelineDelta } from "#contract/pipelines.ts";
import type { LogStore } from "../log/log-store.ts";
import { keepSubscribed } from "./keep-subscribed.ts";
import type { PipelineStore } from "./pipeline-store.ts";

/**
 * The one stream of a run page: it fills the stores and continues after a break. It is opened again when another log
 * is shown.
 *
 * @returns what the server refused for good, or null.
 */
export function useLiveUpdates(id: number, pipeline: PipelineStore, log: LogStore | null): unknown {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<unknown>(null);
  // What a delta says has changed is asked for again, where it is on the screen.
  const invalidate = useEffectEvent(({ tracks }: PipelineDelta) => {
    void queries.invalidateQueries(trpc.pipelines.events.queryFilter({ id }));
    if (tracks.length > 0) void queries.invalidateQueries(trpc.prompts.show.pathFilter());
    for (const { vertex } of tracks)
      void queries.invalidateQueries(trpc.pipelines.attempts.queryFilter({ id, vertex }));
  });
  useEffect(() => {
    const watching = keepSubscribed(({ received, ended }) => {
      const input = { id, after: pipeline.getState().now.rev, log: placeIn(log) };
      const stream = client.pipelines.watch.subscribe(input, {
        onData: ({ data: delta }) => {
          received();
          setRefused(null);
          pipeline.getState().take(delta);
          invalidate(delta);
          if (delta.log !== null) log?.getState().take(delta.log);
        },
        onError: (error) => {
          if (!isAway(error)) setRefused(error);
          ended();
        },
        onStopped: ended,
      });
      return () => stream.unsubscribe();
    });
    const unsubscribe = useConnection.subscribe((now, before) => {
      if (now.returns !== before.returns) watching.retryNow();
    });
    return () => {
      unsubscribe();
      watching.close();
    };
  }, [client, id, pipeline, log]);
  return refused;
}

function placeIn(log: LogStore | null) {
  if (log === null) return null;
  const { vertex, attempt, log: lines, isComplete } = log.getState();
  return isComplete ? null : { vertex, attempt, after: lines.seq };
}
