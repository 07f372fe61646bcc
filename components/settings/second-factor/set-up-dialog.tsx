import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { CodeField, PasswordField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { QrCode } from "./qr-code.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import styles from "./second-factor.module.css";

type Props = { hasPassword: boolean; onClose: () => void };

/** Password, QR code and first code, recovery codes: one after the other. */
export function SetUpDialog({ hasPassword, onClose }: Props) {
  const trpc = useTRPC();
  const form = useId();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const start = useMutation(trpc.secondFactor.start.mutationOptions());
  const confirm = useMutation(trpc.secondFactor.confirm.mutationOptions());
  const submit = () => {
    if (start.isSuccess) confirm.mutate({ code });
    else start.mutate({ current: hasPassword ? password : null });
  };
  if (confirm.isSuccess)
    return (
      <Dialog
        isOpen
        showsOnce
        onClose={onClose}
        title="The second factor is on"
        actions={<Button onClick={onClose}>I have kept them</Button>}
      >
        <RecoveryCodes codes={confirm.data.codes} />
      </Dialog>
    );
  const error = confirm.error ?? start.error;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Set up an authenticator app"
      description={
        start.isSuccess
          ? "Scan this with your app. Then type the code that it shows."
          : "From then on, your password alone signs nobody in."
      }
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" form={form} look="primary" isBusy={start.isPending || confirm.isPending}>
            {start.isSuccess ? "Turn on" : "Continue"}
          </Button>
        </>
      }
    >
      {start.isSuccess && (
        <>
          <QrCode text={start.data.uri} label="QR code for the authenticator app" />
          <p>Without a camera, type this key:</p>
          <CodeBlock label="Key" text={start.data.secret} isWrapped />
        </>
      )}
      <Form id={form} className={styles.form} onSubmit={submit}>
        {start.isSuccess ? (
          <CodeField key="code" autoFocus value={code} onValue={setCode} />
        ) : (
          hasPassword && <PasswordField key="password" autoFocus value={password} onValue={setPassword} />
        )}
      </Form>
      {error !== null && <ProblemCallout error={error} />}
    </Dialog>
  );
}
