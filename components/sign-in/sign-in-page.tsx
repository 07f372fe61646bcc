"use client";

import { useState } from "react";
import type { PasskeyPlaceView } from "#contract/people/passkeys.ts";
import type { ProviderProblemCode } from "#contract/people/provider.ts";
import { CodeStep } from "./code-step.tsx";
import { PasskeyStep } from "./passkey-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { ProviderStep } from "./provider-step.tsx";
import styles from "./sign-in.module.css";
import { SignInCard } from "./sign-in-card.tsx";

type Props = {
  /** The page that somebody wanted to see. */
  to: string;
  /** They have shown their first factor already. */
  isCodeAsked: boolean;
  /** The name of the identity provider, if one is set up, and why it signed nobody in just now. */
  provider: string | null;
  problem: ProviderProblemCode | null;
  /** Whether passkeys work at this address. */
  passkeyPlace: PasskeyPlaceView;
};

/** One factor after the other. */
export function SignInPage({ to, isCodeAsked, provider, problem, passkeyPlace }: Props) {
  const [isCode, setCode] = useState(isCodeAsked);
  // A whole page load: nothing of what was asked as nobody is left.
  const leave = () => location.assign(to);
  return (
    <SignInCard title={isCode ? "Enter a code" : "Sign in"}>
      {isCode ? (
        <CodeStep onDone={leave} onBack={() => setCode(false)} />
      ) : (
        <>
          {provider !== null && <ProviderStep name={provider} to={to} problem={problem} />}
          <PasswordStep onDone={leave} onCode={() => setCode(true)} />
          <PasskeyStep place={passkeyPlace} to={to} onDone={leave} />
          <p className={styles.note}>
            No password yet, or forgotten? On the server’s machine, <code>npx signalbox sign-in</code> prints
            a link that signs you in once.
          </p>
        </>
      )}
    </SignInCard>
  );
}
