"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { EmailField, NameField, NewPasswordField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import styles from "./sign-in.module.css";
import { SignInCard } from "./sign-in-card.tsx";

type Props = { account: { readonly name: string; readonly email: string | null } };

/** The first thing after a link: a name, and how to sign in without a link. All of it can be done later. */
export function FirstAccountForm({ account }: Props) {
  const trpc = useTRPC();
  const [name, setName] = useState(account.name);
  const [email, setEmail] = useState(account.email ?? "");
  const [password, setPassword] = useState("");
  const save = useMutation(trpc.account.save.mutationOptions());
  const choose = useMutation(trpc.account.setPassword.mutationOptions());
  const submit = async () => {
    try {
      await save.mutateAsync({ name, email });
      await choose.mutateAsync({ current: null, password });
      location.assign("/");
    } catch {
      // The callouts below say what was refused.
    }
  };
  const error = save.error ?? choose.error;
  return (
    <SignInCard title="You are signed in">
      <p>Choose how you sign in next time. You can also do this later, under Settings.</p>
      <Form className={styles.form} onSubmit={() => void submit()}>
        <NameField value={name} onValue={setName} />
        <EmailField value={email} onValue={setEmail} />
        <NewPasswordField value={password} onValue={setPassword} />
        {error !== null && <ProblemCallout error={error} />}
        <div className={styles.actions}>
          <Button
            type="submit"
            look="primary"
            isBusy={save.isPending || choose.isPending || choose.isSuccess}
          >
            Save and go on
          </Button>
          <Button onClick={() => location.assign("/")}>Later</Button>
        </div>
      </Form>
    </SignInCard>
  );
}
