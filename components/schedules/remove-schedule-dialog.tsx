import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";

type Props = { name: string; onRemoved?: () => void; onClose: () => void };

/** Asks before a schedule is removed, and says what is kept. */
export function RemoveScheduleDialog({ name, onRemoved, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const remove = useMutation(
    trpc.schedules.set.mutationOptions({
      onSuccess: async () => {
        toast.done(`Removed ${name}.`);
        onClose();
        onRemoved?.();
        await queries.invalidateQueries(trpc.schedules.list.pathFilter());
        releaseLists();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={
        <>
          Remove <bdi>{name}</bdi>?
        </>
      }
      description="It is not due any more, and launches that wait are given up. Its pipelines are kept and go on; what became of its times is kept, too. It cannot be brought back, but its name is free for another one."
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name, desired: "removed" })}
      onClose={onClose}
    />
  );
}
