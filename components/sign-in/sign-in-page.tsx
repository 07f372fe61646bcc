"use client";

import { useState } from "react";
import { CodeStep } from "./code-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { SignInCard } from "./sign-in-card.tsx";

type Props = {
  /** The page that somebody wanted to see. */
  to: string;
  /** They have shown their first factor already. */
  isCodeAsked: boolean;
};

/** One factor after the other. */
export function SignInPage({ to, isCodeAsked }: Props) {
  const [isCode, setCode] = useState(isCodeAsked);
  // A whole page load: nothing of what was asked as nobody is left.
  const leave = () => location.assign(to);
  return (
    <SignInCard title={isCode ? "Enter a code" : "Sign in"}>
      {isCode ? (
        <CodeStep onDone={leave} onBack={() => setCode(false)} />
      ) : (
        <PasswordStep onDone={leave} onCode={() => setCode(true)} />
      )}
    </SignInCard>
  );
}
