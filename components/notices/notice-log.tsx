import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { History } from "#components/ui/rows/history.tsx";
import { PageLinks } from "#components/ui/rows/page-links.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import { NoticeTable } from "./notice-table.tsx";
import { LOOK_MS } from "./shown/look-ms.ts";

type Props = {
  rule: NoticeRuleView;
  /** Of the URL: only notices before this one. */
  before: string | null | undefined;
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

/** What a rule has sent, or why not: a page at a time, the newest first. */
export function NoticeLog({ rule: { name, folder }, before, onChange }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const refused = useMay()("design", folder);
  const id = Number(before);
  const from = Number.isSafeInteger(id) && id > 0 ? id : undefined;
  const log = useQuery({
    ...trpc.notices.log.queryOptions({ name, before: from }),
    refetchInterval: ({ state: { error } }) => error === null && LOOK_MS,
    placeholderData: keepPreviousData,
  });
  const again = useMutation(
    trpc.notices.sendAgain.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.notices.pathFilter()).then(releaseLists),
      onError: (error) => toast.error(shownProblem(error)),
    }),
  );
  return (
    <History title="Sent">
      <QueryBody query={log} skeleton={<SkeletonLines count={5} label="Loading what was sent" />}>
        {({ entries, next }) => (
          <>
            <NoticeTable
              entries={entries}
              of={log.isPlaceholderData ? null : String(from)}
              refused={refused}
              sending={again.isPending ? (again.variables?.id ?? null) : null}
              onSendAgain={(notice) => again.mutate({ name, id: notice })}
              empty={
                <EmptyState title="Nothing yet">
                  Each notice is noted here with each try, also those that were not sent, with the reason.
                  Those older than 30 days are removed, unless what they tell of still lasts.
                </EmptyState>
              }
            />
            <PageLinks
              first={from === undefined ? null : { label: "Newest", go: () => onChange({ before: null }) }}
              next={next === null ? null : { label: "Older", go: () => onChange({ before: String(next) }) }}
            />
          </>
        )}
      </QueryBody>
    </History>
  );
}
