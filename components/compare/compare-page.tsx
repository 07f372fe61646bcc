"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { useCallback, useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PipelineComparison } from "#contract/pipelines/comparison.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import styles from "./compare.module.css";
import { ComparedTracks } from "./compared-tracks.tsx";
import { comparisonAsked } from "./comparison-asked.ts";
import { PipelineHead } from "./pipeline-head.tsx";
import { RevisionDifferences } from "./revision-differences.tsx";
import { COMPARE_LOOK_MS, TrackSideBySide } from "./track-side-by-side.tsx";
import { ValueDifferences } from "./value-differences.tsx";

/** Two pipelines side by side: where they parted first, and everything else that differs. */
export function ComparePage({ a, b }: { a: number; b: number }) {
  const { query } = useUrlQuery();
  const asked = comparisonAsked(query);
  const comparison = useQuery({
    ...useTRPC().pipelines.compare.queryOptions({ id: a, with: b, ...asked }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isRunning(data) ? COMPARE_LOOK_MS : false,
  });
  return (
    <>
      <PageHeader
        title={`Pipeline #${a} compared with #${b}`}
        detail="Tracks are compared by the names of their vertices."
        actions={
          <LinkButton href={`/pipelines/${b}/compare/${a}`} icon={<ArrowLeftRight aria-hidden />}>
            Swap sides
          </LinkButton>
        }
      />
      <PageBody>
        <QueryBody query={comparison} skeleton={<SkeletonLines count={10} label="Comparing" />}>
          {(found) => (
            <Comparison
              key={`${a} ${b}`}
              found={found}
              of={comparison.isPlaceholderData ? null : JSON.stringify(asked)}
            />
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}

function isRunning({ a, b }: PipelineComparison): boolean {
  return [a, b].some(({ state }) => !isPipelineEnded(state));
}

function Comparison({ found, of }: { found: PipelineComparison; of: string | null }) {
  const { query, change } = useUrlQuery();
  const { a, b, first, params, isSameGraph, isSameContent, differing, vertices } = found;
  /** Chosen in the table: its part of the page is moved to. */
  const [picked, setPicked] = useState<string | null>(null);
  const choose = useCallback(
    (track: string) => {
      setPicked(track);
      change({ track });
    },
    [change],
  );
  const chosen = query.get("track") ?? first?.vertex ?? null;
  const sides = { a: a.id, b: b.id };
  return (
    <>
      <div className={styles.heads}>
        <PipelineHead pipeline={a} />
        <PipelineHead pipeline={b} />
      </div>
      {!isSameGraph && (
        <Callout
          tone="warn"
          title="They run different graphs: only vertices of the same name are side by side."
        />
      )}
      <section className={styles.part} aria-label="First difference">
        <h2>First difference</h2>
        {first === null ? (
          <p>No track differs. How long each took is below.</p>
        ) : (
          <p>
            The two parted at{" "}
            <strong>
              <bdi>{first.vertex}</bdi>
            </strong>
            : it differs in {first.differs.join(", ")}. {differing} of {vertices} tracks differ.
          </p>
        )}
      </section>
      {chosen !== null && (
        <TrackSideBySide
          key={chosen}
          sides={sides}
          vertex={chosen}
          isFirst={chosen === first?.vertex}
          isPicked={chosen === picked}
          isRunning={isRunning(found)}
        />
      )}
      {params.length > 0 && (
        <section className={styles.part} aria-label="Parameters">
          <h2>Parameters</h2>
          <ValueDifferences values={params} sides={sides} />
        </section>
      )}
      <ComparedTracks
        found={found}
        chosen={chosen}
        asked={comparisonAsked(query)}
        of={of}
        onAsk={change}
        onChoose={choose}
      />
      {!isSameContent && <RevisionDifferences sides={sides} />}
    </>
  );
}
