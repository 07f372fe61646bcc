import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { useGoToLaunched } from "./use-go-to-launched.ts";

/**
 * Launches, and goes to the pipeline's page.
 *
 * @param onEdit told the edit of the draft, where that was launched.
 */
export function useLaunch(onEdit?: (edit: number) => void) {
  const goTo = useGoToLaunched();
  return useMutation(
    useTRPC().pipelines.launch.mutationOptions({
      onSuccess: ({ id, edit }) => {
        if (edit !== undefined) onEdit?.(edit);
        goTo(id);
      },
    }),
  );
}
