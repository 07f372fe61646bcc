import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { PersonView } from "#contract/people/people.ts";

/** Asks before the second factor of somebody who lost it is taken away. */
export function RemoveFactorDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.people.removeSecondFactor.mutationOptions({
      onSuccess: () => {
        onClose();
        return queries.invalidateQueries(trpc.people.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Remove the second factor of ${person.name}?`}
      description="Their sessions end now. They sign in without a code until they set up an app again. Be sure that it is they who ask."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate({ id: person.id })}>
            Remove the second factor
          </Button>
        </>
      }
    >
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </Dialog>
  );
}
