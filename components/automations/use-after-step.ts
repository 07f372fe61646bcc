import { useQueryClient } from "@tanstack/react-query";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";

type Filter = Parameters<ReturnType<typeof useQueryClient>["invalidateQueries"]>[0];

/** What follows a change that one press does: it is shown as it is now, and a refusal is told in a message. */
export function useAfterStep(shown: Filter) {
  const queries = useQueryClient();
  const toast = useToast();
  return {
    onSuccess: () => queries.invalidateQueries(shown),
    onError: (error: Parameters<typeof shownProblem>[0]) => {
      toast.error(shownProblem(error));
      return queries.invalidateQueries(shown);
    },
  };
}
