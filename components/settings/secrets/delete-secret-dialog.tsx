import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { SecretView } from "#contract/secrets.ts";
import { DeleteDialog } from "../delete-dialog.tsx";

/** Asks before a secret is forgotten. */
export function DeleteSecretDialog({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  // As it was when the dialog was opened: what somebody stored since is not deleted unseen.
  const [{ name, savedAt }] = useState(secret);
  const version = savedAt.getTime();
  const { secrets } = useTRPC();
  const after = useAfterRemoval({ list: secrets.list.queryFilter(), onClose });
  const remove = useMutation(secrets.delete.mutationOptions(after));
  return (
    <DeleteDialog
      name={name}
      change={remove}
      onConfirm={() => remove.mutate({ name, version })}
      onClose={onClose}
    />
  );
}
