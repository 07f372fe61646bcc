import { type ReactNode, useId, useState } from "react";
import { PasswordField } from "#components/account-fields/account-fields.tsx";
import { Button, type ButtonLook } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";

type Props = {
  title: string;
  description: string;
  act: string;
  look: ButtonLook;
  isBusy: boolean;
  onProof: (proof: string) => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks once more who it is, before what they sign in with is changed. */
export function ProofDialog({ title, description, act, look, isBusy, onProof, onClose, children }: Props) {
  const form = useId();
  const [proof, setProof] = useState("");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={form} look={look} isBusy={isBusy}>
            {act}
          </Button>
        </>
      }
    >
      <Form id={form} onSubmit={() => onProof(proof)}>
        <PasswordField
          label="Password, or a code"
          hint="Your password, a code of the app, or a recovery code"
          autoFocus
          value={proof}
          onValue={setProof}
        />
      </Form>
      {children}
    </Dialog>
  );
}
