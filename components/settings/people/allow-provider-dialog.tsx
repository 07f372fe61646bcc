import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { PersonView } from "#contract/people/people.ts";

type Props = { person: PersonView; provider: string; onClose: () => void };

/** Asks before the identity provider's word about an email makes somebody this person. */
export function AllowProviderDialog({ person, provider, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isAllowed = !person.isLinkable;
  const allow = useMutation(
    trpc.people.allowProvider.mutationOptions({
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
      title={isAllowed ? `Allow ${provider} for ${person.name}?` : `Do not allow ${provider} any more?`}
      description={
        isAllowed
          ? `Whoever signs in with ${provider} next, with the verified email ${person.email}, is this person from then on.`
          : `An account of ${provider} with the email ${person.email} is not linked with this person.`
      }
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            isBusy={allow.isPending}
            onClick={() => allow.mutate({ id: person.id, isAllowed })}
          >
            {isAllowed ? "Allow" : "Do not allow"}
          </Button>
        </>
      }
    >
      {allow.error !== null && <ProblemCallout error={allow.error} />}
    </Dialog>
  );
}
