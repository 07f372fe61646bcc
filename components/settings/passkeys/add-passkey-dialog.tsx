import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { NameField } from "#components/account-fields/account-fields.tsx";
import { deviceWords } from "#components/account-fields/device-words.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { PageProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { makePasskey } from "#components/passkeys/ask-passkey.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { AccountView } from "#contract/people/people.ts";
import { ProofDialog } from "../second-factor/proof-dialog.tsx";

type Props = { account: AccountView; onClose: () => void };

/** What the server gave to make a passkey with is good for one answer and for a short time. Then it is begun anew, with a proof. */
const TOO_LATE = new PageProblem(
  "It took too long, so no passkey was made.",
  "Show once more that it is you.",
);

/** Asks who it is, and for a name; then the browser makes the passkey. */
export function AddPasskeyDialog({ account, onClose }: Props) {
  const trpc = useTRPC();
  const toast = useToast();
  const form = useId();
  const [name, setName] = useState(() => deviceWords(navigator.userAgent));
  const [isTooLate, setTooLate] = useState(false);
  const begin = useMutation(trpc.passkeys.begin.mutationOptions());
  const close = useCloseWhileShown(onClose);
  const add = useMutation(
    trpc.passkeys.add.mutationOptions({
      onSuccess: () => {
        toast.done(`${name} signs you in from now on.`);
        close();
      },
      // The server takes one answer: another passkey for the same one would be made in vain.
      onError: () => begin.reset(),
    }),
  );
  const make = useMutation({
    mutationFn: makePasskey,
    onSuccess: (answer) => add.mutate({ name, answer }),
  });
  const refusal = begin.error ?? add.error ?? (isTooLate ? TOO_LATE : null);
  if (!begin.isSuccess)
    return (
      <ProofDialog
        title="Add a passkey"
        description="Show once more that it is you."
        act="Continue"
        look="primary"
        account={account}
        isBusy={begin.isPending}
        onProof={(proof) => {
          add.reset();
          make.reset();
          setTooLate(false);
          begin.mutate({ proof });
        }}
        onClose={onClose}
      >
        {refusal !== null && <ProblemCallout error={refusal} />}
      </ProofDialog>
    );
  const press = () => {
    const isOver = Date.now() - begin.submittedAt > (begin.data.timeout ?? Number.POSITIVE_INFINITY);
    setTooLate(isOver);
    if (isOver) begin.reset();
    else make.mutate(begin.data);
  };
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
      <Form id={form} onSubmit={press}>
        <NameField
          hint="By which you know it in the list: of a device, or of a password manager"
          autoFocus
          value={name}
          onValue={setName}
        />
      </Form>
      {make.error !== null && <ProblemCallout error={make.error} />}
    </Dialog>
  );
}
