import { useMutation } from "@tanstack/react-query";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { type ProviderProblemCode, providerSentences } from "#contract/people/provider.ts";
import styles from "./sign-in.module.css";

type Props = {
  name: string;
  to: string;
  /** Why it signed nobody in just now. */
  problem: ProviderProblemCode | null;
};

/** A way to sign in with the identity provider, above the password. */
export function ProviderStep({ name, to, problem }: Props) {
  const begin = useMutation(
    useTRPC().signIn.byProvider.mutationOptions({ onSuccess: ({ url }) => location.assign(url) }),
  );
  const sentences = problem === null ? null : providerSentences(problem, name);
  return (
    <div className={styles.form}>
      {sentences !== null && begin.isIdle && (
        <Callout tone="bad" title={sentences.text} todo={sentences.todo} />
      )}
      {begin.error !== null && <ProblemCallout error={begin.error} />}
      <Button look="primary" isBusy={begin.isPending || begin.isSuccess} onClick={() => begin.mutate({ to })}>
        Sign in with {name}
      </Button>
      <p className={styles.or}>or with your password</p>
    </div>
  );
}
