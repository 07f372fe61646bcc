import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { ENTRY_LABELS, type EntryName, entriesOfRule } from "./rule-entries.ts";
import type { RuleFormState } from "./use-rule-form.ts";

/** Somebody else saved in between: says in which fields theirs differs, and asks whose stays. */
export function ChangedRule({ form, title, zone }: { form: RuleFormState; title: string; zone: string }) {
  const list = useQuery({ ...useTRPC().notices.list.queryOptions(), refetchOnMount: "always", staleTime: 0 });
  const found = list.isFetching ? undefined : list.data?.find(({ name }) => name === form.entries.name);
  const theirs =
    found?.rule == null ? null : { version: found.version, entries: entriesOfRule(found.rule, zone) };
  const names = Object.keys(ENTRY_LABELS) as EntryName[];
  const differing =
    theirs === null
      ? []
      : names.filter((name) => JSON.stringify(theirs.entries[name]) !== JSON.stringify(form.entries[name]));
  return (
    <Callout
      tone="warn"
      title={<bdi>{title}</bdi>}
      kept="Nothing was written. What you typed is still here."
      todo={
        theirs === null
          ? list.isFetching
            ? "Looking at what they changed…"
            : "It is gone, or not yours to change any more."
          : `Theirs differs from yours in: ${differing.map((name) => ENTRY_LABELS[name]).join(", ") || "nothing"}.`
      }
      actions={
        theirs !== null && (
          <>
            <Button size="small" onClick={() => form.takeTheirs(theirs.version, theirs.entries)}>
              Take theirs
            </Button>
            <Button size="small" isBusy={form.save.isPending} onClick={() => form.keepMine(theirs.version)}>
              Save mine over it
            </Button>
          </>
        )
      }
    />
  );
}
