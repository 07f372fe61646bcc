"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { CopyButton } from "#components/ui/buttons/copy-button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { RevisionSummary } from "#contract/graphs.ts";
import styles from "./revision-list.module.css";

/** Everything that was sealed of a graph, newest first. */
export function RevisionListPage({ name }: { name: string }) {
  const graph = useQuery(useTRPC().graphs.show.queryOptions({ name }));
  const path = `/graphs/${encodeURIComponent(name)}`;
  return (
    <>
      <PageHeader
        title={`Revisions of ${name}`}
        detail="A revision never changes. The same content has the same digest."
        actions={
          <>
            {(graph.data?.revisions.length ?? 0) > 0 && (
              <LinkButton href={`${path}/diff?a=${graph.data?.revisions[0]?.number}`}>
                Compare with draft
              </LinkButton>
            )}
            <LinkButton href={`${path}/history`}>History</LinkButton>
            <LinkButton href={path}>Open draft</LinkButton>
          </>
        }
      />
      <PageBody>
        <QueryBody query={graph} skeleton={<SkeletonLines count={4} label="Loading revisions" />}>
          {({ revisions }) =>
            revisions.length === 0 ? (
              <EmptyState title="No revisions yet" actions={<LinkButton href={path}>Open draft</LinkButton>}>
                Seal makes the draft revision 1. Launching the draft seals it first.
              </EmptyState>
            ) : (
              <DataTable
                label="Revisions"
                columns={columnsOf(path)}
                rows={revisions}
                keyOf={({ number }) => number}
              />
            )
          }
        </QueryBody>
      </PageBody>
    </>
  );
}

function columnsOf(path: string): readonly Column<RevisionSummary>[] {
  return [
    {
      id: "number",
      head: "Revision",
      cell: ({ number }) => (
        <LinkButton size="small" look="quiet" href={`${path}?revision=${number}`}>{`@${number}`}</LinkButton>
      ),
    },
    {
      id: "digest",
      head: "Digest",
      cell: ({ number, digest }) => (
        <span>
          <code title={digest}>{digest.slice(0, 19)}…</code>{" "}
          <CopyButton text={digest} label={`Copy the digest of @${number}`} />
        </span>
      ),
    },
    {
      id: "sealed",
      head: "Sealed",
      cell: ({ sealedAt, sealedBy }) => (
        <span className={styles.quiet}>
          <RelativeTime at={sealedAt} /> by <bdi>{sealedBy}</bdi>
        </span>
      ),
    },
    {
      id: "diff",
      head: <span className="visually-hidden">Compare</span>,
      align: "right",
      cell: ({ number }) =>
        number > 1 && (
          <LinkButton size="small" href={`${path}/diff?a=${number - 1}&b=${number}`}>
            Compare with @{number - 1}
          </LinkButton>
        ),
    },
  ];
}
