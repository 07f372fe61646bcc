import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { useAfterSave } from "#components/page-form/use-after-save.ts";
import { usePageForm } from "#components/page-form/use-page-form.ts";
import { useTyped } from "#components/page-form/use-typed.ts";
import type { NoticeRuleInput } from "#contract/triggers/notices.ts";
import { ENTRY_LABELS, entriesOfRule, entryAt, type RuleEntries, readRuleEntries } from "./rule-entries.ts";

/** A rule that there is. */
export type StoredRule = { readonly rule: NoticeRuleInput; readonly version: number };

export type RuleFormState = ReturnType<typeof useRuleForm>;

/**
 * What is typed of a rule, what is wrong with it, and how it is saved.
 *
 * @param stored the rule that is changed; null: a new one is made. Only the first one counts.
 * @param zone that of whoever looks.
 */
export function useRuleForm(
  stored: StoredRule | null,
  first: RuleEntries,
  zone: string,
  onSaved: (name: string) => void,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const typed = useTyped<StoredRule, RuleEntries>({
    form: stored === null ? "new rule of notices" : `rule of notices ${first.name}`,
    ...{ before: stored, first },
  });
  const { entries } = typed;
  const { rule, problems } = readRuleEntries(entries);
  const afterSave = useAfterSave(typed, onSaved);
  const save = useMutation(
    trpc.notices.save.mutationOptions({
      onSuccess: ({ name }) => afterSave(name, queries.invalidateQueries(trpc.notices.pathFilter())),
    }),
  );
  return usePageForm(typed, {
    ...{ labels: ENTRY_LABELS, problems, save },
    refusedAt: (refusal) => {
      const found = (refusal?.problems ?? []).map(
        ({ path, text }) => [entryAt(path, entries), text] as const,
      );
      // The first of each field counts.
      return new Map(
        found.flatMap(([name, text]) => (name === null ? [] : [[name, text] as const])).reverse(),
      );
    },
    isChanged: JSON.stringify(entries) !== JSON.stringify(typed.stored),
    entriesOf: (theirs: StoredRule) => entriesOfRule(theirs.rule, zone),
    send: (version) => save.mutate({ ...rule, version }),
  });
}
