import type { Metadata } from "next";
import { SignInPage } from "#components/sign-in/sign-in-page.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ to?: string | string[]; step?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const { to, step } = await searchParams;
  return <SignInPage to={ownPath(typeof to === "string" ? to : "/")} isCodeAsked={step === "code"} />;
}

/** A path of this server: a link must not lead somewhere else after the sign-in. */
function ownPath(to: string): string {
  const base = "http://own.invalid";
  const isOwn = to.startsWith("/") && URL.canParse(to, base) && new URL(to, base).origin === base;
  return isOwn && !to.startsWith("/api/") ? to : "/";
}
