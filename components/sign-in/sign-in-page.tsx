"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import styles from "./sign-in.module.css";
import { SignInCard } from "./sign-in-card.tsx";

/** Email and password. `to`: the page that somebody wanted to see. */
export function SignInPage({ to }: { to: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation(
    useTRPC().signIn.byPassword.mutationOptions({
      // A whole page load: nothing of what was asked as nobody is left.
      onSuccess: () => location.assign(to),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ email, password });
  };
  return (
    <SignInCard title="Sign in">
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Email"
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        {signIn.error !== null && <ProblemCallout error={signIn.error} />}
        <div className={styles.actions}>
          <Button type="submit" look="primary" isBusy={signIn.isPending || signIn.isSuccess}>
            Sign in
          </Button>
        </div>
      </form>
      <p className={styles.note}>
        No password yet, or forgotten? On the server’s machine, <code>npx signalbox sign-in</code> prints a
        link that signs you in once.
      </p>
    </SignInCard>
  );
}
