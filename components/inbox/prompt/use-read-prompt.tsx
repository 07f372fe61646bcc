import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import { noteReceived, timeLeft } from "./time-left.ts";

const LOOK_MS = 1_000;

/**
 * The prompt that is being read, as it is now: also one that is no longer open.
 *
 * @param next the one that is likely to be read after it: it is there by then. Null where there is none.
 * @param isListed it is among the prompts of the list, as the server says them.
 */
export function useReadPrompt(
  id: number | null,
  next: number | null,
  isListed: boolean,
): {
  prompt: PromptView | null;
  error: ReactNode;
  /** How long there is to answer it now; null: as long as one likes. */
  leftMs: () => number | null;
} {
  const { prompts, secrets } = useTRPC();
  const shown = useQuery({
    ...prompts.show.queryOptions({ id: id ?? 0 }),
    ...LIVE,
    enabled: id !== null,
    // One that has left the list is closed, or about to be.
    refetchInterval: ({ state }) =>
      isListed ? LIVE.refetchInterval : state.data?.state === "open" ? LOOK_MS : false,
  });
  const { data: following } = useQuery({
    ...prompts.show.queryOptions({ id: next ?? 0 }),
    enabled: next !== null,
  });
  useQuery({ ...prompts.evidence.queryOptions({ id: next ?? 0 }), enabled: next !== null });
  const asksForSecret = following?.fields.some(({ spec }) => spec.type === "secret") ?? false;
  useQuery({ ...secrets.list.queryOptions(), enabled: asksForSecret });
  const prompt = id === null ? null : (shown.data ?? null);
  useEffect(() => {
    for (const each of [prompt, following]) if (each) noteReceived(each);
  }, [prompt, following]);
  const leftMs = () => (prompt === null ? null : timeLeft(prompt, shown.dataUpdatedAt));
  if (prompt !== null || id === null) return { prompt, error: null, leftMs };
  return {
    prompt,
    leftMs,
    error:
      shown.error === null ? (
        <SkeletonLines count={3} label="Loading the prompt" />
      ) : (
        <ProblemCallout error={shown.error} />
      ),
  };
}
