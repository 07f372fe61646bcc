import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { PasswordField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useAskedPasskey } from "#components/passkeys/use-asked-passkey.ts";
import { Button, type ButtonLook } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import type { Proof } from "#contract/people/passkeys.ts";
import type { AccountView } from "#contract/people/people.ts";
import styles from "./second-factor.module.css";

type Props = {
  title: ReactNode;
  description: string;
  act: string;
  look: ButtonLook;
  account: Pick<AccountView, "hasPassword" | "secondFactor" | "passkeys">;
  isBusy: boolean;
  /** `proof`: null where the person has nothing to show. */
  onProof: (proof: Proof | null) => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks once more who it is, before what they sign in with is changed. */
export function ProofDialog(props: Props) {
  const { title, description, act, look, account, isBusy, onProof, onClose, children } = props;
  const form = useId();
  const [proof, setProof] = useState("");
  const list = useQuery(useTRPC().passkeys.list.queryOptions());
  const asked = useAskedPasskey(onProof);
  const isTyped = account.hasPassword || account.secondFactor !== null;
  const place = list.data?.place;
  const hasHere =
    place?.works === true && list.data?.passkeys.some(({ rpId }) => rpId === place.rpId) === true;
  const submit = () => {
    if (isTyped) onProof(proof);
    else if (hasHere) asked.mutate();
    else onProof(null);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={form} look={look} isBusy={isBusy || asked.isPending}>
            {act}
          </Button>
        </>
      }
    >
      <Form id={form} className={styles.form} onSubmit={submit}>
        {isTyped && (
          <PasswordField
            label="Password, or a code"
            hint="Your password, a code of the app, or a recovery code"
            autoFocus
            value={proof}
            onValue={setProof}
          />
        )}
        {!isTyped && hasHere && <p className={styles.note}>Your browser asks for one of your passkeys.</p>}
      </Form>
      {isTyped && hasHere && (
        <Button isBusy={isBusy || asked.isPending} onClick={() => asked.mutate()}>
          Use a passkey instead
        </Button>
      )}
      {list.data === undefined && list.error !== null && <ProblemCallout error={list.error} />}
      {asked.error !== null && <ProblemCallout error={asked.error} />}
      {children}
    </Dialog>
  );
}
