import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import type { AccountView } from "#contract/people/people.ts";
import { ProofDialog } from "./proof-dialog.tsx";

/** Asks before a password alone signs the person in again. */
export function TurnOffDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const close = useCloseWhileShown(onClose);
  const turnOff = useMutation(useTRPC().secondFactor.turnOff.mutationOptions({ onSuccess: close }));
  return (
    <ProofDialog
      title="Turn the second factor off?"
      description="Your password alone signs you in then. All other browsers are signed out."
      act="Turn off"
      look="danger"
      account={account}
      isBusy={turnOff.isPending}
      onProof={(proof) => turnOff.mutate({ proof })}
      onClose={onClose}
    >
      {turnOff.error !== null && <ProblemCallout error={turnOff.error} />}
    </ProofDialog>
  );
}
