import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { PersonView } from "#contract/people/people.ts";

/** Asks before a person may not sign in any more. */
export function RemovePersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.people.remove.mutationOptions({
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
      title={
        <>
          Remove <bdi>{person.name}</bdi>?
        </>
      }
      description="Their sessions end now. Tokens that they made end as well. What they did stays, under their name."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate({ id: person.id })}>
            Remove <bdi>{person.name}</bdi>
          </Button>
        </>
      }
    >
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </Dialog>
  );
}
