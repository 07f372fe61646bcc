import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { ConnectionView } from "#contract/flow/connections.ts";
import { DeleteDialog } from "../delete-dialog.tsx";

/** Asks before a connection is forgotten. */
export function DeleteConnectionDialog({
  connection,
  onClose,
}: {
  connection: ConnectionView;
  onClose: () => void;
}) {
  // As it was when the dialog was opened: what somebody saved since is not deleted unseen.
  const [{ name, savedAt }] = useState(connection);
  const version = savedAt.getTime();
  const { connections } = useTRPC();
  const after = useAfterRemoval({ list: connections.list.queryFilter(), onClose });
  const remove = useMutation(connections.delete.mutationOptions(after));
  return (
    <DeleteDialog
      name={name}
      change={remove}
      onConfirm={() => remove.mutate({ name, version })}
      onClose={onClose}
    />
  );
}
