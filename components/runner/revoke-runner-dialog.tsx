import { useMutation } from "@tanstack/react-query";
import { RemoveDialog, useAfterRemoval } from "#components/api/remove-dialog.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import type { RunnerTokenView } from "#contract/runners/runner-tokens.ts";

type Props = { runner: RunnerTokenView; onClose: () => void };

/** Asks before the token of a runner is revoked: somebody has to go to its machine to start it again. */
export function RevokeRunnerDialog({ runner: { id, name }, onClose }: Props) {
  const { runners } = useTRPC();
  const after = useAfterRemoval({ list: runners.tokens.queryFilter(), onClose });
  const revoke = useMutation(runners.revokeToken.mutationOptions(after));
  return (
    <RemoveDialog
      name={name}
      verb="Revoke"
      act="Revoke"
      description="Its runner is not answered any more: it ends with its scripts, and the tracks that it runs are lost. To have it back, add it again and start it on its machine."
      change={revoke}
      onConfirm={() => revoke.mutate({ id })}
      onClose={onClose}
    />
  );
}
