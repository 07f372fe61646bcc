import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NewPasswordField, PasswordField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { AccountView } from "#contract/people/people.ts";
import styles from "./account.module.css";

/** A first or another password. All other browsers are signed out by it. */
export function PasswordForm({ account }: { account: AccountView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const save = useMutation(
    trpc.account.setPassword.mutationOptions({
      onSuccess: async () => {
        toast.done("The password is changed. All other browsers are signed out.");
        setCurrent("");
        setPassword("");
        await queries.invalidateQueries(trpc.account.pathFilter());
      },
    }),
  );
  const submit = () => {
    save.mutate({ current: account.hasPassword ? current : null, password });
  };
  return (
    <section className={styles.part} aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      {account.email === null ? (
        <p className={styles.note}>Save an email first: you sign in with it and the password.</p>
      ) : (
        <Form className={styles.form} onSubmit={submit} aria-label="Password">
          {/* Password managers look for it beside the password. */}
          <input type="email" autoComplete="username" value={account.email} readOnly hidden />
          {account.hasPassword && (
            <PasswordField label="Current password" value={current} onValue={setCurrent} />
          )}
          <NewPasswordField label="New password" value={password} onValue={setPassword} />
          {save.error !== null && <ProblemCallout error={save.error} />}
          <div className={styles.actions}>
            <Button type="submit" isBusy={save.isPending}>
              {account.hasPassword ? "Change the password" : "Set the password"}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}
