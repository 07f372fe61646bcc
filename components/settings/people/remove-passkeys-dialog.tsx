import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import type { PersonView } from "#contract/people/people.ts";

/** Asks before all passkeys of somebody who lost them are taken away. */
export function RemovePasskeysDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.people.removePasskeys.mutationOptions({
      onSuccess: () => {
        onClose();
        return queries.invalidateQueries(trpc.people.list.queryFilter()).then(releaseLists);
      },
    }),
  );
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
