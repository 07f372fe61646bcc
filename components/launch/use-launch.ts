import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "#components/api/trpc.ts";
import { useIsShown } from "#components/ui/live/use-is-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";

/**
 * Launches, and goes to the pipeline's page. Whoever closed the dialog meanwhile stays where they are, and is told.
 *
 * @param onEdit told the edit of the draft, where that was launched.
 */
export function useLaunch(onEdit?: (edit: number) => void) {
  const router = useRouter();
  const toast = useToast();
  const isShown = useIsShown();
  return useMutation(
    useTRPC().pipelines.launch.mutationOptions({
      onSuccess: ({ id, edit }) => {
        if (edit !== undefined) onEdit?.(edit);
        if (isShown.current) router.push(`/pipelines/${id}`);
        else toast.done(`Launched pipeline #${id}.`);
      },
    }),
  );
}
