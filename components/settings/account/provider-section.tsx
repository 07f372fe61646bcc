import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { AccountView } from "#contract/people/people.ts";
import { type ProviderProblemCode, providerSentences } from "#contract/people/provider.ts";
import { ProofDialog } from "../second-factor/proof-dialog.tsx";
import styles from "./account.module.css";

type Props = {
  account: AccountView;
  provider: { readonly name: string; readonly isLinked: boolean };
  /** Why nothing was linked just now. */
  problem: ProviderProblemCode | null;
};

/** Whether the person signs in with the identity provider. */
export function ProviderSection({ account, provider: { name, isLinked }, problem }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const link = useMutation(
    trpc.account.linkProvider.mutationOptions({ onSuccess: ({ url }) => location.assign(url) }),
  );
  const unlink = useMutation(
    trpc.account.unlinkProvider.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        return queries.invalidateQueries(trpc.account.pathFilter());
      },
    }),
  );
  const change = isLinked ? unlink : link;
  const hasProof = account.hasPassword || account.secondFactor !== null || account.passkeys > 0;
  const sentences = problem === null || isLinked ? null : providerSentences(problem, name);
  return (
    <section className={styles.part} aria-labelledby="provider-title">
      <h2 id="provider-title">{name}</h2>
      {sentences !== null && <Callout tone="bad" title={sentences.text} todo={sentences.todo} />}
      <p className={styles.note}>
        {isLinked ? `Linked: ${name} signs you in.` : `Not linked: ${name} does not sign you in here.`}
      </p>
      <Button
        isBusy={change.isPending}
        onClick={() => (hasProof ? setAsking(true) : change.mutate({ proof: null }))}
      >
        {isLinked ? "Unlink" : "Link"} {name}
      </Button>
      {!isAsking && change.error !== null && <ProblemCallout error={change.error} />}
      {isAsking && (
        <ProofDialog
          title={isLinked ? `Unlink ${name}?` : `Link ${name}`}
          description={
            isLinked
              ? "It does not sign you in any more. All other browsers are signed out."
              : "You are sent there, and come back linked."
          }
          act={isLinked ? "Unlink" : "Continue"}
          look={isLinked ? "danger" : "primary"}
          account={account}
          isBusy={change.isPending || link.isSuccess}
          onProof={(proof) => change.mutate({ proof })}
          onClose={() => setAsking(false)}
        >
          {change.error !== null && <ProblemCallout error={change.error} />}
        </ProofDialog>
      )}
    </section>
  );
}
