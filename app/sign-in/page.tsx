import type { Metadata } from "next";
import { SignInPage } from "#components/sign-in/sign-in-page.tsx";
import { ownPath } from "#contract/people/own-path.ts";
import { providerProblemIn } from "#contract/people/provider.ts";
import { passkeyPlaceOfPage } from "#trpc/serve/passkey-place.ts";
import { providerName } from "#trpc/serve/provider-name.ts";

export const metadata: Metadata = { title: "Sign in" };

type Query = "to" | "step" | "problem";
type Props = { searchParams: Promise<Partial<Record<Query, string | string[]>>> };

export default async function Page({ searchParams }: Props) {
  const { to, step, problem } = await searchParams;
  return (
    <SignInPage
      to={ownPath(typeof to === "string" ? to : "/")}
      isCodeAsked={step === "code"}
      provider={providerName()}
      problem={providerProblemIn(problem)}
      passkeyPlace={await passkeyPlaceOfPage()}
    />
  );
}
