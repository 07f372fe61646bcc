import { useMutation, useQueryClient } from "@tanstack/react-query";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { TriggerView } from "#contract/triggers.ts";

/** The next step of a trigger that one press does: publish, pause or resume. */
export const STEPS = {
  new: { act: "Publish", state: "active" },
  active: { act: "Pause", state: "paused" },
  paused: { act: "Resume", state: "active" },
} as const;

/** What is done with a trigger at one press. A refusal is told in a message. */
export function useStep() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const set = useMutation(
    trpc.triggers.set.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.triggers.pathFilter()),
      onError: (error) => toast.error(shownProblem(error)),
    }),
  );
  return {
    isPending: set.isPending,
    take: ({ name, state }: Pick<TriggerView, "name" | "state">) => {
      if (state !== "removed") set.mutate({ name, state: STEPS[state].state });
    },
  };
}
