import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { EmailField, PasswordField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import styles from "./sign-in.module.css";

type Props = {
  onDone: () => void;
  /** The person has a second factor. */
  onCode: () => void;
};

/** Email and password. */
export function PasswordStep({ onDone, onCode }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation(
    useTRPC().signIn.byPassword.mutationOptions({
      onSuccess: ({ isComplete }) => (isComplete ? onDone() : onCode()),
    }),
  );
  const submit = () => {
    signIn.mutate({ email, password });
  };
  return (
    <Form className={styles.form} onSubmit={submit}>
      <EmailField suggestsPasskeys autoFocus value={email} onValue={setEmail} />
      <PasswordField value={password} onValue={setPassword} />
      {signIn.error !== null && <ProblemCallout error={signIn.error} />}
      <div className={styles.actions}>
        <Button type="submit" look="primary" isBusy={signIn.isPending || signIn.isSuccess}>
          Sign in
        </Button>
      </div>
    </Form>
  );
}
