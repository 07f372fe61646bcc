import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";

/** Asks before a graph is deleted for good. */
export function DeleteGraphDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const remove = useMutation(
    trpc.graphs.delete.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.graphs.pathFilter());
        releaseLists();
        toast.done(`Deleted ${name}.`);
        onClose();
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${name}?`}
      description="This deletes the draft and every revision for good. A graph that was launched cannot be deleted."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate({ name })}>
            Delete
          </Button>
        </>
      }
    >
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </Dialog>
  );
}
