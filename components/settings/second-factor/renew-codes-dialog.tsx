import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { AccountView } from "#contract/people/people.ts";
import { ProofDialog } from "./proof-dialog.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";

/** Makes new recovery codes, and shows them for this once. */
export function RenewCodesDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const renew = useMutation(useTRPC().secondFactor.renewCodes.mutationOptions());
  if (renew.isSuccess)
    return (
      <Dialog
        isOpen
        showsOnce
        onClose={onClose}
        title="New recovery codes"
        actions={<Button onClick={onClose}>I have kept them</Button>}
      >
        <RecoveryCodes codes={renew.data.codes} />
      </Dialog>
    );
  return (
    <ProofDialog
      title="Make new recovery codes?"
      description="Those that you have end. All other browsers are signed out."
      act="Make new codes"
      look="primary"
      account={account}
      isBusy={renew.isPending}
      onProof={(proof) => renew.mutate({ proof })}
      onClose={onClose}
    >
      {renew.error !== null && <ProblemCallout error={renew.error} />}
    </ProofDialog>
  );
}
