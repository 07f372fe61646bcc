import { useMutation } from "@tanstack/react-query";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { TokenView } from "#contract/people/people.ts";

/** Asks before a token is revoked: no other is the same again. */
export function RevokeTokenDialog({
  token: { id, name },
  onClose,
}: {
  token: TokenView;
  onClose: () => void;
}) {
  const { tokens } = useTRPC();
  const after = useAfterRemoval({ list: tokens.list.queryFilter(), onClose });
  const revoke = useMutation(tokens.revoke.mutationOptions(after));
  return (
    <RemoveDialog
      name={name}
      verb="Revoke"
      act="Revoke"
      description="What shows it is not answered any more. It cannot be taken back: a new token has to be made, and put where this one is."
      change={revoke}
      onConfirm={() => revoke.mutate({ id })}
      onClose={onClose}
    />
  );
}
