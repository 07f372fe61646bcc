import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";

type Props = { name: string; onRemoved?: () => void; onClose: () => void };

/** Asks before a trigger is removed, and says what is kept. */
export function RemoveTriggerDialog({ name, onRemoved, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const remove = useMutation(
    trpc.triggers.set.mutationOptions({
      onSuccess: async () => {
        toast.done(`Removed ${name}.`);
        onClose();
        onRemoved?.();
        await queries.invalidateQueries(trpc.triggers.list.pathFilter());
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
      description="It takes no events any more. Its pipelines are kept and go on; what became of its events is kept, too. It cannot be brought back, but its name is free for another one."
      act="Remove"
      change={remove}
      onConfirm={() => remove.mutate({ name, state: "removed" })}
      onClose={onClose}
    />
  );
}
