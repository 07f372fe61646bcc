"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { isPassing } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { changeAddress } from "#components/ui/address/change-address.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { FirstAccountForm } from "./first-account-form.tsx";
import styles from "./sign-in.module.css";
import { SignInCard } from "./sign-in-card.tsx";

/**
 * Where a sign-in link leads. The token is in the fragment, which no server and no log sees; a click uses it, so that a
 * program that only looks at links uses none up.
 */
export function WelcomePage() {
  const hash = useSyncExternalStore(
    onHashChange,
    () => location.hash.slice(1),
    () => null,
  );
  // The fragment is taken out of the address when it is used, and the form still needs to know.
  const [used, setUsed] = useState<string | null>(null);
  const token = used ?? hash;
  const signIn = useMutation(
    useTRPC().signIn.byLink.mutationOptions({
      onSuccess: (told) => {
        if (!told.isComplete) location.assign("/sign-in?step=code");
        else if (told.hasPassword) location.assign("/");
      },
    }),
  );
  // Where the server or its database was away, the link is still good.
  const isOver = signIn.isError && !isPassing(signIn.error);
  const open = (value: string) => {
    setUsed(value);
    changeAddress("replace", location.pathname);
    signIn.mutate({ token: value });
  };
  if (signIn.data?.isComplete === true && !signIn.data.hasPassword)
    return <FirstAccountForm account={signIn.data} />;
  return (
    <SignInCard title="Welcome">
      {token === "" ? (
        <p>
          This address is not complete: the part after <code>#</code> is missing. Open the link as it was
          printed.
        </p>
      ) : (
        <p>This link signs you in once, in this browser.</p>
      )}
      {signIn.error !== null && <ProblemCallout error={signIn.error} />}
      <div className={styles.actions}>
        {token !== null && token !== "" && (
          <Button
            look="primary"
            isBusy={signIn.isPending || signIn.isSuccess}
            disabled={isOver}
            onClick={() => open(token)}
          >
            Sign in
          </Button>
        )}
        {(token === "" || isOver) && <LinkButton href="/sign-in">Sign in with a password</LinkButton>}
      </div>
    </SignInCard>
  );
}

function onHashChange(tell: () => void): () => void {
  window.addEventListener("hashchange", tell);
  return () => window.removeEventListener("hashchange", tell);
}
