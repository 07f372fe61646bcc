"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { HomeSection, NothingHere } from "./home-section.tsx";

const MAX_SHOWN = 10;

/** What runs and needs nobody. */
export function RunningNow() {
  const list = useQuery({
    ...useTRPC().pipelines.list.queryOptions({ state: "running" }),
    ...LIVE,
    select: thatRunByThemselves,
  });
  return (
    <HomeSection
      title="Running"
      more={
        <Link href="/pipelines?state=running" aria-label="View all that run">
          View all
        </Link>
      }
    >
      <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading pipelines" />}>
        {(pipelines) => (
          <PipelineTable
            label="Running pipelines"
            pipelines={pipelines}
            empty={<NothingHere>Nothing else is running.</NothingHere>}
          />
        )}
      </QueryBody>
    </HomeSection>
  );
}

/** Those that need a person are listed above: a pipeline is listed once. */
function thatRunByThemselves({
  pipelines,
}: {
  readonly pipelines: readonly PipelineSummary[];
}): readonly PipelineSummary[] {
  return pipelines.filter(({ needsHuman }) => !needsHuman).slice(0, MAX_SHOWN);
}
