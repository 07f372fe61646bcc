import { useMutation } from "@tanstack/react-query";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";

type Props = { id: number; track: TrackView; refused: string | null };

/** Stops a track before it begins, or lets a stopped one go on. */
export function BreakButton({ id, track, refused }: Props) {
  const toast = useToast();
  const onError = (error: unknown) => toast.error(shownProblem(error));
  const set = useMutation(useTRPC().tracks.break.mutationOptions({ onError }));
  const { vertex, isBreak, state } = track;
  const text = isBreak ? (state === "sleeping" ? "Continue" : "Remove breakpoint") : "Add breakpoint";
  return (
    <Button
      size="small"
      look={isBreak && state === "sleeping" ? "primary" : "quiet"}
      refused={refused}
      isBusy={set.isPending}
      onClick={() => set.mutate({ id, vertex, isSet: !isBreak })}
    >
      {text}
    </Button>
  );
}
