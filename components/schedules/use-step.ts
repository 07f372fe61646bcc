import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { STEPS } from "#components/automations/automation.ts";
import { useAfterStep } from "#components/automations/use-after-step.ts";
import type { ScheduleView } from "#contract/triggers/schedules.ts";

/** Publishes, pauses or resumes a schedule at one press. A refusal is told in a message. */
export function useStep() {
  const { schedules } = useTRPC();
  const set = useMutation(schedules.set.mutationOptions(useAfterStep(schedules.pathFilter())));
  return {
    isPending: set.isPending,
    take: ({ name, desired, version }: Pick<ScheduleView, "name" | "desired" | "version">) => {
      if (desired === "removed") return;
      const { to } = STEPS[desired];
      // Rights are lent only to what the page shows. To pause is never held up.
      set.mutate({ name, desired: to, ...(to === "active" && { version }) });
    },
  };
}
