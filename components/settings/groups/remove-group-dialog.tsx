import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { GroupView } from "#contract/folders.ts";

/** Asks before a group and its roles are deleted. */
export function RemoveGroupDialog({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.groups.remove.mutationOptions({
      onSuccess: () => {
        onClose();
        return queries.invalidateQueries(trpc.groups.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Delete ${group.name}?`}
      description="Its people lose the roles that they have by it. They stay."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate({ id: group.id })}>
            Delete
          </Button>
        </>
      }
    >
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </Dialog>
  );
}
