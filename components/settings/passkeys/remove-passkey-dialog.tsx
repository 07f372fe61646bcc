import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { PasskeyView } from "#contract/people/passkeys.ts";
import type { AccountView } from "#contract/people/people.ts";
import { ProofDialog } from "../second-factor/proof-dialog.tsx";

type Props = { passkey: PasskeyView; account: AccountView; onClose: () => void };

/** Asks before a passkey signs the person in no more. */
export function RemovePasskeyDialog({ passkey, account, onClose }: Props) {
  const toast = useToast();
  const close = useCloseWhileShown(onClose);
  const remove = useMutation(
    useTRPC().passkeys.remove.mutationOptions({
      onSuccess: () => {
        toast.done(`${passkey.name} signs you in no more. Sessions go on until you end them.`);
        close();
      },
    }),
  );
  return (
    <ProofDialog
      title={
        <>
          Remove the passkey <bdi>{passkey.name}</bdi>?
        </>
      }
      description="It signs you in no more. Sessions that it began go on: end those that you do not know. Delete it from your device or password manager, too."
      act="Remove"
      look="danger"
      account={account}
      isBusy={remove.isPending}
      onProof={(proof) => remove.mutate({ id: passkey.id, proof })}
      onClose={onClose}
    >
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </ProofDialog>
  );
}
