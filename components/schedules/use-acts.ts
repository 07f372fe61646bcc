import { useMutation, useQueryClient } from "@tanstack/react-query";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { ScheduleView } from "#contract/schedules.ts";

/** The next step of a schedule that one press does: publish, pause or resume. */
export const STEPS = {
  new: { act: "Publish", desired: "active" },
  active: { act: "Pause", desired: "paused" },
  paused: { act: "Resume", desired: "active" },
} as const;

/** What is done with a schedule at one press. A refusal is told in a message. */
export function useStep() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const set = useMutation(
    trpc.schedules.set.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.schedules.pathFilter()),
      onError: (error) => toast.error(shownProblem(error)),
    }),
  );
  return {
    isPending: set.isPending,
    take: ({ name, desired }: Pick<ScheduleView, "name" | "desired">) => {
      if (desired !== "removed") set.mutate({ name, desired: STEPS[desired].desired });
    },
  };
}
