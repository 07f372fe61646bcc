import { useMutation } from "@tanstack/react-query";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { DeleteDialog } from "../delete-dialog.tsx";

/** Asks before a connection is forgotten. */
export function DeleteConnectionDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { connections } = useTRPC();
  const after = useAfterRemoval({ list: connections.list.queryFilter(), onClose });
  const remove = useMutation(connections.delete.mutationOptions(after));
  return (
    <DeleteDialog name={name} change={remove} onConfirm={() => remove.mutate({ name })} onClose={onClose} />
  );
}
