import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";

/** Asks before a secret is forgotten: nobody can bring it back. */
export function DeleteSecretDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.secrets.delete.mutationOptions({
      onSuccess: () => {
        onClose();
        return queries.invalidateQueries(trpc.secrets.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <ConfirmDialog
      title={`Delete ${name}?`}
      description="Tracks that use it will fail from now on, with that reason."
      act={`Delete ${name}`}
      change={remove}
      onConfirm={() => remove.mutate({ name })}
      onClose={onClose}
    />
  );
}
