import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { CodeField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import styles from "./sign-in.module.css";

/** The second factor: a code of the app, or a recovery code. `onBack`: begin again. */
export function CodeStep({ onDone, onBack }: { onDone: () => void; onBack: () => void }) {
  const [code, setCode] = useState("");
  const signIn = useMutation(useTRPC().signIn.byCode.mutationOptions({ onSuccess: onDone }));
  const submit = () => {
    signIn.mutate({ code });
  };
  return (
    <>
      <Form className={styles.form} onSubmit={submit}>
        <CodeField
          hint="The six digits that your authenticator app shows, or one of your recovery codes"
          autoFocus
          value={code}
          onValue={setCode}
        />
        {signIn.error !== null && <ProblemCallout error={signIn.error} />}
        <div className={styles.actions}>
          <Button type="submit" look="primary" isBusy={signIn.isPending || signIn.isSuccess}>
            Sign in
          </Button>
          <Button onClick={onBack}>Back</Button>
        </div>
      </Form>
      <p className={styles.note}>
        Lost both? Somebody who may administer can remove your second factor, or use{" "}
        <code>npx signalbox sign-in</code> on the server’s machine.
      </p>
    </>
  );
}
