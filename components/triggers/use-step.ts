import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { STEPS } from "#components/automations/automation.ts";
import { useAfterStep } from "#components/automations/use-after-step.ts";
import type { TriggerView } from "#contract/triggers/triggers.ts";

/** Publishes, pauses or resumes a trigger at one press. A refusal is told in a message. */
export function useStep() {
  const { triggers } = useTRPC();
  const set = useMutation(triggers.set.mutationOptions(useAfterStep(triggers.pathFilter())));
  return {
    isPending: set.isPending,
    take: ({ name, state }: Pick<TriggerView, "name" | "state">) => {
      if (state !== "removed") set.mutate({ name, state: STEPS[state].to });
    },
  };
}
