import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";

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
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${name}?`}
      description="Tracks that use it will fail from now on, with that reason."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate({ name })}>
            Delete {name}
          </Button>
        </>
      }
    >
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </Dialog>
  );
}
