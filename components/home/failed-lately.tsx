"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { HomeSection, NothingHere } from "./home-section.tsx";

const LOOK_MS = 2_000;
const MAX_SHOWN = 5;

export function FailedLately() {
  const list = useQuery({
    ...useTRPC().pipelines.list.queryOptions({ state: "failed", limit: MAX_SHOWN }),
    refetchInterval: LOOK_MS,
  });
  return (
    <HomeSection title="Recently failed" more={<Link href="/pipelines?state=failed">All failed</Link>}>
      <QueryBody query={list} skeleton={<SkeletonLines count={2} label="Loading failed pipelines" />}>
        {({ pipelines }) => (
          <PipelineTable
            label="Failed pipelines"
            pipelines={pipelines}
            empty={<NothingHere>Nothing failed.</NothingHere>}
          />
        )}
      </QueryBody>
    </HomeSection>
  );
}
