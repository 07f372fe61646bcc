import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ChangedByOthers } from "#components/page-form/changed-by-others.tsx";
import { differingRuleLabels, entriesOfRule } from "./rule-entries.ts";
import type { RuleFormState } from "./use-rule-form.ts";

type Props = { form: RuleFormState; title: string; zone: string };

/** What somebody else saved of the rule in between. */
export function ChangedRule({ form, title, zone }: Props) {
  const list = useQuery({ ...useTRPC().notices.list.queryOptions(), refetchOnMount: "always", staleTime: 0 });
  // The page asks again and again: what it knows already stays while it asks.
  const found = list.isFetchedAfterMount
    ? list.data?.find(({ name }) => name === form.entries.name)
    : undefined;
  // What this form began with is not theirs: an answer may be older than the refusal.
  const isLooking = !list.isFetchedAfterMount || found?.version === form.before?.version;
  const theirs = isLooking || found?.rule == null ? null : { version: found.version, rule: found.rule };
  return (
    <ChangedByOthers
      title={title}
      theirs={theirs}
      differing={theirs === null ? [] : differingRuleLabels(entriesOfRule(theirs.rule, zone), form.entries)}
      pending={isLooking ? "Looking at what they changed…" : "It is gone, or not yours to change any more."}
      form={form}
    />
  );
}
