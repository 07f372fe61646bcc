import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { PersonView } from "#contract/people/people.ts";

/** Asks before all passkeys of somebody who lost them are taken away. */
export function RemovePasskeysDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { people } = useTRPC();
  const after = useAfterRemoval({ list: people.list.queryFilter(), onClose });
  const remove = useMutation(people.removePasskeys.mutationOptions(after));
  return (
    <ConfirmDialog
      title={
        <>
          Remove the passkeys of <bdi>{person.name}</bdi>?
        </>
      }
      description="Nobody can sign in with them any more, and the person's sessions end now. Without a password the person needs a link to sign in again."
      act="Remove the passkeys"
      change={remove}
      onConfirm={() => remove.mutate({ id: person.id })}
      onClose={onClose}
    />
  );
}
