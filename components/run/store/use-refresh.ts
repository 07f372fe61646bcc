"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import type { AttemptView } from "#contract/pipelines/attempts.ts";
import type { TrackView } from "#contract/pipelines/pipelines.ts";

/** So long after a question the next one is asked: where tracks change all the time, each answer has time to come. */
const PAUSE_MS = 500;

/** Asks again for what has changed with these tracks, where it is on the screen: events, prompts and attempts. */
export function useRefresh(id: number): (changed: readonly TrackView[]) => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [refresh] = useState(() => refreshOf(queries, trpc, id));
  useEffect(() => refresh.end, [refresh]);
  return refresh.note;
}

function refreshOf(queries: QueryClient, trpc: ReturnType<typeof useTRPC>, id: number) {
  let vertices = new Set<string>();
  let isDue = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const ask = () => {
    isDue = false;
    const changed = vertices;
    vertices = new Set();
    void queries.invalidateQueries(trpc.pipelines.events.queryFilter({ id }));
    if (changed.size > 0) {
      void queries.invalidateQueries(trpc.prompts.show.pathFilter());
      void queries.invalidateQueries({
        ...trpc.pipelines.attempts.pathFilter(),
        predicate: ({ queryKey }) => isAboutOne(queryKey, id, changed),
      });
      void queries.invalidateQueries({
        ...trpc.pipelines.attempt.pathFilter(),
        predicate: ({ queryKey, state }) =>
          isAboutOne(queryKey, id, changed) && !hasEnded(state.data as AttemptView | null | undefined),
      });
    }
    timer = setTimeout(() => {
      timer = null;
      if (isDue) ask();
    }, PAUSE_MS);
  };
  return {
    note: (changed: readonly TrackView[]) => {
      for (const { vertex } of changed) vertices.add(vertex);
      isDue = true;
      if (timer === null) ask();
    },
    end: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

/**
 * True where a question is about one of these tracks as they are now. The key of a query is its path, and what it was
 * asked with.
 */
function isAboutOne([, asked]: readonly unknown[], id: number, vertices: ReadonlySet<string>): boolean {
  const { input } = (asked ?? {}) as { input?: { id?: unknown; vertex?: unknown; before?: unknown } };
  if (input?.id !== id || input.before !== undefined) return false;
  return typeof input.vertex === "string" && vertices.has(input.vertex);
}

/** An attempt that has ended stays as it is. */
function hasEnded(attempt: AttemptView | null | undefined): boolean {
  return attempt != null && attempt.state !== "running" && attempt.state !== "lost";
}
