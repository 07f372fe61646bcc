import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { EmailField, NameField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { AccountView } from "#contract/people/people.ts";
import styles from "./account.module.css";

/** The name that stands beside everything they do, and the email that they sign in with. */
export function AccountForm({ account }: { account: AccountView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [name, setName] = useState(account.name);
  const [email, setEmail] = useState(account.email ?? "");
  const save = useMutation(
    trpc.account.save.mutationOptions({
      onSuccess: () => {
        toast.done("Saved.");
        return queries.invalidateQueries(trpc.account.show.queryFilter());
      },
    }),
  );
  const submit = () => {
    save.mutate({ name, email: email.trim() === "" ? null : email });
  };
  return (
    <Form className={styles.form} onSubmit={submit} aria-label="Name and email">
      <NameField hint="It stands beside everything that you do" value={name} onValue={setName} />
      <EmailField isOptional value={email} onValue={setEmail} />
      {save.error !== null && <ProblemCallout error={save.error} />}
      <div className={styles.actions}>
        <Button type="submit" isBusy={save.isPending}>
          Save
        </Button>
      </div>
    </Form>
  );
}
