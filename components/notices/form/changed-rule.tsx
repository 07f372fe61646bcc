import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { ChangedByOthers } from "#components/page-form/changed-by-others.tsx";
import { differingRuleLabels, entriesOfRule } from "./rule-entries.ts";
import type { RuleFormState } from "./use-rule-form.ts";

type Props = { form: RuleFormState; title: string; zone: string };

/** What somebody else saved of the rule in between. */
export function ChangedRule({ form, title, zone }: Props) {
  const list = useQuery({ ...useTRPC().notices.list.queryOptions(), refetchOnMount: "always", staleTime: 0 });
  const found = list.isFetching ? undefined : list.data?.find(({ name }) => name === form.entries.name);
  const theirs = found?.rule == null ? null : { version: found.version, rule: found.rule };
  return (
    <ChangedByOthers
      title={title}
      theirs={theirs}
      differing={theirs === null ? [] : differingRuleLabels(entriesOfRule(theirs.rule, zone), form.entries)}
      pending={
        list.isFetching ? "Looking at what they changed…" : "It is gone, or not yours to change any more."
      }
      form={form}
    />
  );
}
