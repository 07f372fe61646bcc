import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { PersonView } from "#contract/people/people.ts";

/** Asks before the second factor of somebody who lost it is taken away. */
export function RemoveFactorDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const { people } = useTRPC();
  const after = useAfterRemoval({ list: people.list.queryFilter(), onClose });
  const remove = useMutation(people.removeSecondFactor.mutationOptions(after));
  return (
    <ConfirmDialog
      title={
        <>
          Remove the second factor of <bdi>{person.name}</bdi>?
        </>
      }
      description="Their sessions end now. They sign in without a code until they set up an app again. Be sure that it is they who ask."
      act="Remove the second factor"
      change={remove}
      onConfirm={() => remove.mutate({ id: person.id })}
      onClose={onClose}
    />
  );
}
