"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { isMissing } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { diffAddress, type Side } from "#components/draft/diff-address.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { PageLinks } from "#components/ui/rows/page-links.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { pairOf, sideWords, toggled } from "./chosen-pair.ts";
import { columnsOf } from "./revision-columns.tsx";
import styles from "./revision-list.module.css";

/** Everything that was sealed of a graph, newest first, a page at a time. Any two are compared, or one and the draft. */
export function RevisionListPage({ name }: { name: string }) {
  const { query, change } = useUrlQuery("push");
  const before = revisionNumber(query.get("before"));
  const asked = { name, ...(before !== null && { before }) };
  const list = useQuery({
    ...useTRPC().revisions.list.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState<readonly Side[]>([]);
  const toggle = (side: Side) => setChosen((now) => toggled(now, side));
  const path = `/graphs/${encodeURIComponent(name)}`;
  return (
    <>
      <PageHeader
        title={`Revisions of ${name}`}
        detail="A revision never changes. The same content has the same digest."
        actions={
          isMissing(list.error) ? undefined : (
            <>
              <LinkButton href={`${path}/history`}>History</LinkButton>
              <LinkButton href={path}>Open draft</LinkButton>
            </>
          )
        }
      />
      <PageBody>
        <QueryBody
          query={list}
          skeleton={<SkeletonLines count={4} label="Loading revisions" />}
          elsewhere={
            <LinkButton size="small" href="/graphs">
              All graphs
            </LinkButton>
          }
        >
          {({ revisions, hasMore }) =>
            revisions.length === 0 && before === null ? (
              <EmptyState title="No revisions yet" actions={<LinkButton href={path}>Open draft</LinkButton>}>
                Seal makes the draft revision 1. Launching the draft seals it first.
              </EmptyState>
            ) : (
              <>
                <CompareBar name={name} chosen={chosen} onToggle={toggle} />
                <DataTable
                  label="Revisions"
                  of={list.isPlaceholderData ? null : String(before)}
                  columns={columnsOf(name, chosen, toggle)}
                  rows={revisions}
                  keyOf={({ number }) => number}
                />
                <PageLinks
                  first={before === null ? null : { label: "Newest", go: () => change({ before: null }) }}
                  next={
                    hasMore
                      ? { label: "Older", go: () => change({ before: String(revisions.at(-1)?.number) }) }
                      : null
                  }
                />
              </>
            )
          }
        </QueryBody>
      </PageBody>
    </>
  );
}

type BarProps = { name: string; chosen: readonly Side[]; onToggle: (side: Side) => void };

/** What is chosen, also of other pages, and the way to its differences. */
function CompareBar({ name, chosen, onToggle }: BarProps) {
  const pair = pairOf(chosen);
  return (
    <fieldset className={styles.bar}>
      <legend className="visually-hidden">Compare</legend>
      <Checkbox
        label="The draft"
        checked={chosen.includes("draft")}
        onCheckedChange={() => onToggle("draft")}
      />
      {pair === null ? (
        <Button refused="Choose two: revisions, or one and the draft.">Compare two</Button>
      ) : (
        <LinkButton look="primary" href={diffAddress(name, pair)}>
          Compare {sideWords(pair[0])} with {sideWords(pair[1])}
        </LinkButton>
      )}
    </fieldset>
  );
}

/** A number of a revision in an address; null where it is none. */
function revisionNumber(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
