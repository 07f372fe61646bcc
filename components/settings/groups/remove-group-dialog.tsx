import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
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
    <ConfirmDialog
      title={
        <>
          Delete <bdi>{group.name}</bdi>?
        </>
      }
      description="Its people lose the roles that they have by it. They stay."
      act="Delete"
      change={remove}
      onConfirm={() => remove.mutate({ id: group.id })}
      onClose={onClose}
    />
  );
}
