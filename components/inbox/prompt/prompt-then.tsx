import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PromptView } from "#contract/prompts/prompts.ts";
import styles from "./prompt.module.css";
import { PromptForm } from "./prompt-form.tsx";

type Props = { id: number; at: Date };

/** A prompt as it stood while it was open. Nothing of it can be filled in or answered. */
export function PromptThen({ id, at }: Props) {
  const prompt = useQuery(useTRPC().prompts.show.queryOptions({ id }));
  return (
    <section className={styles.box} aria-label="Prompt that was open then">
      <QueryBody query={prompt} skeleton={<SkeletonLines count={3} label="Loading the prompt" />}>
        {(view) => (
          <fieldset className={styles.then} disabled>
            <PromptForm key={id} prompt={promptAt(view, at)} isLocked />
          </fieldset>
        )}
      </QueryBody>
    </section>
  );
}

/** What was known of a prompt at a moment at which it was open. */
function promptAt(view: PromptView, at: Date): PromptView {
  const { approval } = view;
  return {
    ...view,
    ...{ state: "open", closedAt: null, whyWithdrawn: null, answeredBy: null, values: null, comment: null },
    approval:
      approval === null
        ? null
        : {
            ...approval,
            approvals: approval.approvals.filter((each) => each.at <= at),
            ...{ able: null, impossible: null, why: null, hasApproved: false, canDelegate: false },
          },
  };
}
