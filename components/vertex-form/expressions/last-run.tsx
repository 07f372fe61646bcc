import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useDraft } from "#components/draft/draft-context.ts";
import type { PipelineView } from "#contract/pipelines/pipelines.ts";

/** The newest pipeline of the graph that somebody may read, and the way to ask for it. */
type Asked = { readonly run: PipelineView | null; readonly ask: () => void };

export const LastRunContext = createContext<Asked>({ run: null, ask: () => undefined });

export function useLastRun(): Asked {
  return useContext(LastRunContext);
}

/** Asks for the newest pipeline of the graph, once a field of the form wants its values. */
export function LastRunProvider({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const graph = useDraft(({ draft }) => draft.file.content.name);
  const [isAsked, setIsAsked] = useState(false);
  const list = useQuery({ ...trpc.pipelines.list.queryOptions({ graph, limit: 1 }), enabled: isAsked });
  const id = list.data?.pipelines[0]?.id;
  const shown = useQuery({ ...trpc.pipelines.show.queryOptions({ id: id ?? 1 }), enabled: id !== undefined });
  const run = shown.data ?? null;
  const asked = useMemo(() => ({ run, ask: () => setIsAsked(true) }), [run]);
  return <LastRunContext value={asked}>{children}</LastRunContext>;
}
