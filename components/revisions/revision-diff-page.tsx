"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";

type Props = { name: string; a: number | null; b: number | null };

/** What differs between two revisions of a graph; null is the draft. */
export function RevisionDiffPage({ name, a, b }: Props) {
  const wanted = { name, ...(a !== null && { a }), ...(b !== null && { b }) };
  const diff = useQuery(useTRPC().graphs.diff.queryOptions(wanted));
  const path = `/graphs/${encodeURIComponent(name)}`;
  return (
    <>
      <PageHeader
        title={`${name}: ${words(a)} to ${words(b)}`}
        detail="Positions on the canvas are not compared."
        actions={<LinkButton href={`${path}/revisions`}>All revisions</LinkButton>}
      />
      <PageBody>
        <QueryBody query={diff} skeleton={<SkeletonLines count={6} label="Loading the differences" />}>
          {(answer) => <ContentDiffView diff={answer.diff} before={words(a)} after={words(b)} />}
        </QueryBody>
      </PageBody>
    </>
  );
}

function words(revision: number | null): string {
  return revision === null ? "the draft" : `@${revision}`;
}
