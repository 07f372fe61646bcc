import type { ReactNode } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { PageLinks } from "#components/ui/rows/page-links.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { FIRST_PAGE, type readListWords } from "./read-words.ts";

type Page = { readonly next: { readonly name: string; readonly id: number } | null };

type Props<Answer extends Page> = {
  /** What is listed: `triggers`. */
  what: string;
  list: Parameters<typeof QueryBody<Answer>>[0]["query"];
  asked: ReturnType<typeof readListWords>;
  /** The words of the address that show all. */
  all: Readonly<Record<string, null>>;
  /** True where it is also narrowed by something that only these have. */
  isNarrowedMore?: boolean;
  onChange: (words: Readonly<Record<string, string | null>>) => void;
  newButton: ReactNode;
  /** What one of them is good for, shown while there are none. */
  about: ReactNode;
  table: (answer: Answer, empty: ReactNode) => ReactNode;
};

/** A page of a list of schedules or triggers, or why it is empty. */
export function AutomationList<Answer extends Page>(props: Props<Answer>) {
  const { what, list, asked, all, isNarrowedMore = false, onChange, newButton, about, table } = props;
  const { search, graph, after, isRemoved } = asked;
  const isNarrowed = isNarrowedMore || [search, graph, after].some((word) => word !== undefined);
  const showAll = () => onChange({ ...FIRST_PAGE, search: null, graph: null, removed: null, ...all });
  const empty =
    isNarrowed || isRemoved ? (
      <EmptyState
        title={isNarrowed ? `No matching ${what}` : `No removed ${what}`}
        actions={<Button onClick={showAll}>Show all {what}</Button>}
      />
    ) : (
      <EmptyState title={`No ${what} yet`} actions={newButton}>
        {about}
      </EmptyState>
    );
  return (
    <QueryBody query={list} skeleton={<SkeletonLines count={8} label={`Loading ${what}`} />}>
      {(answer) => (
        <>
          {table(answer, empty)}
          <PageLinks
            first={after === undefined ? null : { label: "First page", go: () => onChange(FIRST_PAGE) }}
            next={
              answer.next && {
                label: "Next page",
                go: () => {
                  if (answer.next !== null) onChange({ after: answer.next.name, id: String(answer.next.id) });
                },
              }
            }
          />
        </>
      )}
    </QueryBody>
  );
}
