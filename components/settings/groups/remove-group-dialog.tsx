import { useMutation } from "@tanstack/react-query";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { GroupView } from "#contract/folders.ts";

/** Asks before a group and its roles are deleted. */
export function RemoveGroupDialog({ group, onClose }: { group: GroupView; onClose: () => void }) {
  const { groups } = useTRPC();
  const after = useAfterRemoval({ list: groups.list.queryFilter(), onClose });
  const remove = useMutation(groups.remove.mutationOptions(after));
  return (
    <RemoveDialog
      name={group.name}
      verb="Delete"
      description="Its people lose the roles that they have by it. They stay."
      act="Delete"
      change={remove}
      onConfirm={() => remove.mutate({ id: group.id })}
      onClose={onClose}
    />
  );
}
