import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { PersonView } from "#contract/people/people.ts";

/** Asks before a person may not sign in any more. */
export function RemovePersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { people } = useTRPC();
  const after = useAfterRemoval({ list: people.list.queryFilter(), onClose });
  const remove = useMutation(people.remove.mutationOptions(after));
  return (
    <ConfirmDialog
      title={
        <>
          Remove <bdi>{person.name}</bdi>?
        </>
      }
      description="Their sessions end now. Tokens that they made end as well. What they did stays, under their name."
      act={
        <>
          Remove <bdi>{person.name}</bdi>
        </>
      }
      change={remove}
      onConfirm={() => remove.mutate({ id: person.id })}
      onClose={onClose}
    />
  );
}
