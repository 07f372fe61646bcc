"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { AcknowledgeButton } from "#components/pipelines/acknowledge-button.tsx";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { HomeSection, NothingHere } from "./home-section.tsx";

const MAX_SHOWN = 5;

/** Failures that nobody has retried, skipped or acknowledged. */
export function FailedLately() {
  const list = useQuery({
    ...useTRPC().pipelines.list.queryOptions({ only: "open-failure", limit: MAX_SHOWN }),
    ...LIVE,
  });
  return (
    <HomeSection
      title="Recent failures"
      more={
        <Link href="/pipelines?state=open-failure" aria-label="View all failures">
          View all
        </Link>
      }
    >
      <QueryBody query={list} skeleton={<SkeletonLines count={2} label="Loading failed pipelines" />}>
        {({ pipelines }) => (
          <PipelineTable
            label="Failed pipelines"
            pipelines={pipelines}
            action={(pipeline) => <AcknowledgeButton pipeline={pipeline} />}
            empty={<NothingHere>No open failures.</NothingHere>}
          />
        )}
      </QueryBody>
    </HomeSection>
  );
}
