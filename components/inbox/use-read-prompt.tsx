import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PromptView } from "#contract/prompts.ts";

const LOOK_MS = 2_000;

/**
 * The prompt that is being read, as it is now: also one that is no longer open.
 *
 * @param listed the prompts that are shown, with those that are closed meanwhile, as they were last known.
 */
export function useReadPrompt(
  listed: readonly PromptView[],
  prompts: readonly PromptView[],
  id: number | null,
): { prompt: PromptView | null; error: ReactNode } {
  const open = prompts.find((each) => each.id === id);
  const closed = useQuery({
    ...useTRPC().prompts.show.queryOptions({ id: id ?? 0 }),
    enabled: id !== null && open === undefined,
    // An open one that is not among the listed: there are more than the list has.
    refetchInterval: ({ state }) => (state.data?.state === "open" ? LOOK_MS : false),
  });
  const prompt = open ?? closed.data ?? listed.find((each) => each.id === id) ?? null;
  if (prompt !== null || id === null) return { prompt, error: null };
  return {
    prompt,
    error:
      closed.error === null ? (
        <SkeletonLines count={3} label="Loading the prompt" />
      ) : (
        <ProblemCallout error={closed.error} />
      ),
  };
}
