import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { NameField } from "#components/account-fields/account-fields.tsx";
import { deviceWords } from "#components/account-fields/device-words.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { makePasskey } from "#components/passkeys/ask-passkey.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { AccountView } from "#contract/people/people.ts";
import { ProofDialog } from "../second-factor/proof-dialog.tsx";

type Props = { account: AccountView; onClose: () => void };

/** Asks who it is, and for a name; then the browser makes the passkey. */
export function AddPasskeyDialog({ account, onClose }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const form = useId();
  const [name, setName] = useState(() => deviceWords(navigator.userAgent));
  const begin = useMutation(trpc.passkeys.begin.mutationOptions());
  const add = useMutation(
    trpc.passkeys.add.mutationOptions({
      onSuccess: () => {
        toast.done(`${name} signs you in from now on.`);
        onClose();
      },
    }),
  );
  const make = useMutation({
    mutationFn: makePasskey,
    onSuccess: (answer) => add.mutate({ name, answer }),
  });
  if (!begin.isSuccess)
    return (
      <ProofDialog
        title="Add a passkey"
        description="Show once more that it is you."
        act="Continue"
        look="primary"
        account={account}
        isBusy={begin.isPending}
        onProof={(proof) => begin.mutate({ proof })}
        onClose={onClose}
      >
        {begin.error !== null && <ProblemCallout error={begin.error} />}
      </ProofDialog>
    );
  const error = make.error ?? add.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Name the passkey"
      description="Your browser asks then where to keep it."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={form} look="primary" isBusy={make.isPending || add.isPending}>
            Make the passkey
          </Button>
        </>
      }
    >
      <Form id={form} onSubmit={() => make.mutate(begin.data)}>
        <NameField
          hint="By which you know it in the list: of a device, or of a password manager"
          autoFocus
          value={name}
          onValue={setName}
        />
      </Form>
      {error !== null && <ProblemCallout error={error} />}
    </Dialog>
  );
}
