import { useMutation } from "@tanstack/react-query";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { DeleteDialog } from "../delete-dialog.tsx";

/** Asks before a secret is forgotten. */
export function DeleteSecretDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { secrets } = useTRPC();
  const after = useAfterRemoval({ list: secrets.list.queryFilter(), onClose });
  const remove = useMutation(secrets.delete.mutationOptions(after));
  return (
    <DeleteDialog name={name} change={remove} onConfirm={() => remove.mutate({ name })} onClose={onClose} />
  );
}
