"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { ContentDiffView } from "#components/diff/content-diff-view.tsx";
import { DrawingDiffView } from "#components/diff/drawing-diff-view.tsx";
import type { Side } from "#components/draft/diff-address.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { AskedSide } from "./diff/asked-side.ts";
import { RevisionCanvas } from "./diff/revision-canvas.tsx";
import { sideWords } from "./list/chosen-pair.ts";
import styles from "./revision-diff-page.module.css";

type Props = { name: string; a: AskedSide; b: AskedSide };

/** What differs between two revisions of a graph, or one and the draft. */
export function RevisionDiffPage({ name, a, b }: Props) {
  const path = `/graphs/${encodeURIComponent(name)}`;
  const actions = <LinkButton href={`${path}/revisions`}>All revisions</LinkButton>;
  if (typeof a === "object" || typeof b === "object") {
    const bad = [a, b].flatMap((side) => (typeof side === "object" ? [side.bad] : []));
    return (
      <>
        <PageHeader title={`Differences of ${name}`} actions={actions} />
        <PageBody>
          <Callout
            tone="bad"
            title={
              <>
                <bdi>{bad.join(", ")}</bdi> is no revision.
              </>
            }
            todo="The address wants numbers of revisions, such as ?a=1&b=2; one that is left out means the draft."
          />
        </PageBody>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={`${name}: ${sideWords(a)} to ${sideWords(b)}`}
        detail="A renamed vertex is a removed and a new one."
        actions={actions}
      />
      <PageBody>
        <Differences name={name} a={a} b={b} />
      </PageBody>
    </>
  );
}

function Differences({ name, a, b }: { name: string; a: Side; b: Side }) {
  const wanted = { name, ...(a !== "draft" && { a }), ...(b !== "draft" && { b }) };
  const found = useQuery(useTRPC().graphs.diff.queryOptions(wanted));
  // What is looked at is in the address, so that a reload, a link and the way back show the same.
  const { query, change } = useUrlQuery("push");
  const { change: note } = useUrlQuery();
  const words = { before: sideWords(a), after: sideWords(b) };
  return (
    <QueryBody query={found} skeleton={<SkeletonLines count={6} label="Loading the differences" />}>
      {({ diff, drawing }) => (
        <Tabs
          isWithin
          label="Differences"
          active={query.get("view") === "canvas" ? "canvas" : "text"}
          onChange={(next) => change({ view: next === "canvas" ? next : null })}
          tabs={[
            {
              id: "text",
              label: "Text",
              content: (
                <div className={styles.below}>
                  <ContentDiffView diff={diff} {...words} />
                  <DrawingDiffView drawing={drawing} />
                </div>
              ),
            },
            {
              id: "canvas",
              label: "Canvas",
              content: (
                <div className={styles.below}>
                  <RevisionCanvas
                    {...{ name, a, b, drawing, ...words }}
                    at={query.get("at") ?? null}
                    onAt={(at) => note({ at })}
                  />
                </div>
              ),
            },
          ]}
        />
      )}
    </QueryBody>
  );
}
