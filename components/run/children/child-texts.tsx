import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { createStore } from "zustand";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { ChildTextContext } from "#components/canvas/elements/track-card.ts";
import { isChild } from "#engine/kinds/kinds.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { useSummary } from "../store/pipeline-store.ts";
import { childText } from "./child-text.ts";

/**
 * The cards within say how far the child pipelines of their tracks are. One question for all of them is asked again when
 * something changed anywhere, and once more after the end.
 */
export function ChildTexts({ id, file, children }: { id: number; file: GraphFile; children: ReactNode }) {
  const { state, rev } = useSummary();
  const hasChildren = [...file.content.vertices.values()].some((spec) => isChild({ spec }));
  const counted = useQuery({
    ...useTRPC().pipelines.childCounts.queryOptions({ id }),
    enabled: hasChildren,
    ...(!isPipelineEnded(state) && LIVE),
  });
  const [texts] = useState(() => createStore<ReadonlyMap<string, string>>(() => new Map()));
  const { data, refetch } = counted;
  useEffect(() => {
    if (data !== undefined)
      texts.setState(new Map(data.map(({ vertex, counts }) => [vertex, childText(counts)])), true);
  }, [data, texts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pipeline changed
  useEffect(() => {
    if (hasChildren && isPipelineEnded(state)) void refetch();
  }, [hasChildren, state, rev, refetch]);
  const [shown] = useState(() => ({
    subscribe: texts.subscribe,
    of: (name: string) => texts.getState().get(name) ?? null,
  }));
  return <ChildTextContext value={shown}>{children}</ChildTextContext>;
}
