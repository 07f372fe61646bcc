"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { HomeSection, NothingHere } from "./home-section.tsx";

const LOOK_MS = 2_000;
const MAX_SHOWN = 10;

export function RunningNow() {
  const list = useQuery({
    ...useTRPC().pipelines.list.queryOptions({ state: "running" }),
    refetchInterval: LOOK_MS,
  });
  return (
    <HomeSection title="Running" more={<Link href="/pipelines?state=running">All running</Link>}>
      <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading pipelines" />}>
        {({ pipelines }) =>
          pipelines.length === 0 ? (
            <NothingHere>No pipeline is running.</NothingHere>
          ) : (
            <PipelineTable label="Running pipelines" pipelines={pipelines.slice(0, MAX_SHOWN)} />
          )
        }
      </QueryBody>
    </HomeSection>
  );
}
