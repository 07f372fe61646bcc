"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { isMissing } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { GraphHistory } from "#contract/pipelines/graph-history.ts";
import styles from "./history.module.css";
import { factsOf } from "./history-facts.ts";
import { HistoryGrid } from "./history-grid.tsx";

/** The last pipelines of a graph: how many succeeded, how long they took, and which vertex fails. */
export function HistoryPage({ name }: { name: string }) {
  const { query, change } = useUrlQuery("push");
  const children = query.get("children") === "1";
  const history = useQuery({
    ...useTRPC().graphs.history.queryOptions({ name, children }),
    ...LIVE,
    placeholderData: keepPreviousData,
  });
  const path = `/graphs/${encodeURIComponent(name)}`;
  return (
    <>
      <PageHeader
        title={`History of ${name}`}
        detail="Its last 30 pipelines, the newest on the right."
        actions={
          isMissing(history.error) ? undefined : (
            <>
              <LinkButton href={`/pipelines?graph=${encodeURIComponent(name)}`}>All pipelines</LinkButton>
              <LinkButton href={path}>Open draft</LinkButton>
            </>
          )
        }
      />
      <PageBody>
        <Checkbox
          label="Show child pipelines"
          checked={children}
          onCheckedChange={(isShown) => change({ children: isShown ? "1" : null })}
        />
        <QueryBody
          query={history}
          skeleton={<SkeletonLines count={8} label="Loading the history" />}
          elsewhere={
            <LinkButton size="small" href="/graphs">
              All graphs
            </LinkButton>
          }
        >
          {(shown) =>
            shown.runs.length === 0 ? (
              <EmptyState title="No pipelines yet">A pipeline is one run of a graph.</EmptyState>
            ) : (
              <>
                <Facts name={name} history={shown} />
                <HistoryGrid history={shown} />
                {shown.hasMoreVertices && (
                  <p className={styles.quiet}>
                    Only the {shown.vertices.length} vertices that failed most are shown.
                  </p>
                )}
              </>
            )
          }
        </QueryBody>
      </PageBody>
    </>
  );
}

function Facts({ name, history: { runs, openFailures } }: { name: string; history: GraphHistory }) {
  const { ended, succeeded, successRate, median } = factsOf(runs);
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Success rate</dt>
        <dd>
          {successRate === null ? "–" : `${successRate} %`}{" "}
          <span className={styles.quiet}>
            {succeeded} of {ended} ended
          </span>
        </dd>
      </div>
      <div>
        <dt>Median duration</dt>
        <dd>{median === null ? "–" : durationWords(median)}</dd>
      </div>
      <div>
        <dt>Open failures</dt>
        <dd>
          {openFailures === 0 ? (
            "None"
          ) : (
            <Link href={`/pipelines?state=open-failure&graph=${encodeURIComponent(name)}`}>
              {openFailures >= 99 ? "99 or more" : openFailures}
            </Link>
          )}
        </dd>
      </div>
    </dl>
  );
}
