"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PipelineSummary } from "#contract/pipelines.ts";
import { HomeSection, NothingHere } from "./home-section.tsx";

const LOOK_MS = 2_000;
const MAX_SHOWN = 10;

export function RunningNow() {
  const list = useQuery({
    ...useTRPC().pipelines.list.queryOptions({ state: "running" }),
    refetchInterval: LOOK_MS,
    select: firstOf,
  });
  return (
    <HomeSection title="Running" more={<Link href="/pipelines?state=running">All running</Link>}>
      <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading pipelines" />}>
        {(pipelines) => (
          <PipelineTable
            label="Running pipelines"
            pipelines={pipelines}
            empty={<NothingHere>No pipeline is running.</NothingHere>}
          />
        )}
      </QueryBody>
    </HomeSection>
  );
}

function firstOf({ pipelines }: { pipelines: readonly PipelineSummary[] }): readonly PipelineSummary[] {
  return pipelines.slice(0, MAX_SHOWN);
}
