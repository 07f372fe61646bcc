"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useUrlQuery } from "#components/pipelines/use-url-query.ts";
import { PageHeader } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PromptView } from "#contract/prompts.ts";
import { InboxList } from "./inbox-list.tsx";
import styles from "./prompt.module.css";
import { PromptById } from "./prompt-by-id.tsx";
import { PromptQuestion } from "./prompt-question.tsx";
import { useInboxKeys } from "./use-inbox-keys.ts";

const LOOK_MS = 2_000;

/** Every open question, oldest first. Opening one never answers it. */
export function InboxPage() {
  const open = useQuery({ ...useTRPC().prompts.list.queryOptions({}), refetchInterval: LOOK_MS });
  const count = open.data?.length ?? 0;
  return (
    <>
      <PageHeader
        title="Inbox"
        detail={count === 0 ? "Questions that a pipeline waits on." : `${count} open, the oldest first.`}
      />
      <QueryBody query={open} skeleton={<SkeletonLines count={4} label="Loading prompts" />}>
        {(prompts) => <OpenInbox prompts={prompts} />}
      </QueryBody>
    </>
  );
}

function OpenInbox({ prompts }: { prompts: readonly PromptView[] }) {
  const { query, change } = useUrlQuery();
  const toast = useToast();
  const asked = query.get("prompt");
  const isAsked = asked !== undefined && /^\d{1,15}$/.test(asked);
  const chosen = prompts.find(({ id }) => String(id) === asked) ?? (isAsked ? undefined : prompts[0]);
  const choose = (id: number) => change({ prompt: String(id) });
  useInboxKeys(prompts, chosen?.id ?? null, choose);
  const onAnswered = ({ id, vertex, pipeline }: PromptView) => {
    toast.done(`Answered: ${vertex} of ${pipeline.name} goes on.`);
    const place = prompts.findIndex((each) => each.id === id);
    const next = prompts[place + 1] ?? prompts[place - 1];
    change({ prompt: next === undefined ? null : String(next.id) });
  };
  if (prompts.length === 0 && !isAsked)
    return (
      <EmptyState
        title="No open prompts"
        actions={<LinkButton href="/pipelines">Go to pipelines</LinkButton>}
      >
        When a pipeline needs a value or an approval from a person, its prompt is listed here.
      </EmptyState>
    );
  return (
    <div className={styles.inbox}>
      <InboxList prompts={prompts} chosen={chosen?.id ?? null} onChoose={choose} />
      <div className={styles.pane} id="question">
        {chosen !== undefined ? (
          <PromptQuestion key={chosen.id} prompt={chosen} onAnswered={onAnswered} />
        ) : (
          isAsked && <PromptById key={asked} id={Number(asked)} />
        )}
        <p className={styles.keys}>
          <kbd>j</kbd> <kbd>k</kbd> next and previous, <kbd>e</kbd> to the form, <kbd>Ctrl Enter</kbd> answer
        </p>
      </div>
    </div>
  );
}
