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
    take: ({ name, state, version }: Pick<TriggerView, "name" | "state" | "version">) => {
      if (state === "removed") return;
      const { to } = STEPS[state];
      // Rights are lent only to what the page shows. To pause is never held up.
      set.mutate({ name, state: to, ...(to === "active" && { version }) });
    },
  };
}
