"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { RevisionCanvas } from "./diff/revision-canvas.tsx";
import styles from "./revision-diff-page.module.css";

type Props = { name: string; a: number | null; b: number | null };

/** What differs between two revisions of a graph; null is the draft. */
export function RevisionDiffPage({ name, a, b }: Props) {
  const wanted = { name, ...(a !== null && { a }), ...(b !== null && { b }) };
  const diff = useQuery(useTRPC().graphs.diff.queryOptions(wanted));
  const [tab, setTab] = useState("text");
  const path = `/graphs/${encodeURIComponent(name)}`;
  return (
    <>
      <PageHeader
        title={`${name}: ${words(a)} to ${words(b)}`}
        detail="Positions on the canvas are not compared."
        actions={<LinkButton href={`${path}/revisions`}>All revisions</LinkButton>}
      />
      <PageBody>
        <Tabs
          label="Differences"
          active={tab}
          onChange={setTab}
          tabs={[
            {
              id: "text",
              label: "Text",
              content: (
                <div className={styles.below}>
                  <QueryBody
                    query={diff}
                    skeleton={<SkeletonLines count={6} label="Loading the differences" />}
                  >
                    {(answer) => <ContentDiffView diff={answer.diff} before={words(a)} after={words(b)} />}
                  </QueryBody>
                </div>
              ),
            },
            {
              id: "canvas",
              label: "Canvas",
              content: (
                <div className={styles.below}>
                  <RevisionCanvas name={name} a={a} b={b} before={words(a)} after={words(b)} />
                </div>
              ),
            },
          ]}
        />
      </PageBody>
    </>
  );
}

function words(revision: number | null): string {
  return revision === null ? "the draft" : `@${revision}`;
}
