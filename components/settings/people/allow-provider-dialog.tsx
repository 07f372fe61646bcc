import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "#components/api/confirm-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import type { PersonView } from "#contract/people/people.ts";

type Props = { person: PersonView; provider: string; onClose: () => void };

/** Asks before the identity provider's word about an email makes somebody this person. */
export function AllowProviderDialog({ person, provider, onClose }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const isAllowed = !person.isLinkable;
  const close = useCloseWhileShown(onClose);
  const allow = useMutation(
    trpc.people.allowProvider.mutationOptions({
      onSuccess: () => {
        close();
        return queries.invalidateQueries(trpc.people.list.queryFilter()).then(releaseLists);
      },
    }),
  );
  return (
    <ConfirmDialog
      title={
        isAllowed ? (
          <>
            Allow {provider} for <bdi>{person.name}</bdi>?
          </>
        ) : (
          `Do not allow ${provider} any more?`
        )
      }
      description={
        isAllowed
          ? `Whoever signs in with ${provider} next, with the verified email ${person.email}, is this person from then on.`
          : `An account of ${provider} with the email ${person.email} is not linked with this person.`
      }
      act={isAllowed ? "Allow" : "Do not allow"}
      look="primary"
      change={allow}
      onConfirm={() => allow.mutate({ id: person.id, isAllowed })}
      onClose={onClose}
    />
  );
}
