"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { LogOut } from "lucide-react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { ProviderProblemCode } from "#contract/people/provider.ts";
import { PasskeysSection } from "../passkeys/passkeys-section.tsx";
import { SecondFactorSection } from "../second-factor/second-factor-section.tsx";
import { SettingsLinks } from "../settings-links.tsx";
import { AccountForm } from "./account-form.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProviderSection } from "./provider-section.tsx";
import { SessionList } from "./session-list.tsx";

/** The account of the person who is signed in: their name, their password, and where they are signed in. */
export function AccountPage({ problem }: { problem: ProviderProblemCode | null }) {
  const trpc = useTRPC();
  const account = useQuery(trpc.account.show.queryOptions());
  const leave = () => location.assign("/sign-in");
  const signOut = useMutation(
    trpc.signIn.out.mutationOptions({
      onSuccess: leave,
      // Whoever is still signed in must not be shown a page on which nobody seems to be.
      onError: (error) => shownProblem(error).code === "not-signed-in" && leave(),
    }),
  );
  return (
    <>
      <SettingsLinks current="/settings/account" />
      <PageHeader
        title="Your account"
        actions={
          <Button icon={<LogOut aria-hidden />} isBusy={signOut.isPending} onClick={() => signOut.mutate({})}>
            Sign out
          </Button>
        }
      />
      <PageBody>
        {signOut.error !== null && <ProblemCallout error={signOut.error} />}
        <QueryBody query={account} skeleton={<SkeletonLines count={6} label="Loading your account" />}>
          {(data) => (
            <>
              <AccountForm account={data} />
              <PasswordForm account={data} />
              <PasskeysSection account={data} />
              <SecondFactorSection account={data} />
              {data.provider !== null && (
                <ProviderSection account={data} provider={data.provider} problem={problem} />
              )}
              <SessionList />
            </>
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
