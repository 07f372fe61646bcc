"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PipelineTable } from "#components/pipelines/pipeline-table.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { HomeSection, NothingHere } from "./home-section.tsx";

const MAX_SHOWN = 8;

/** Pipelines that have not ended and wait for a person: by a prompt, a failure, a loss, a pause, at any depth. */
export function NeedsYou({ openPrompts }: { openPrompts: number }) {
  const list = useQuery({
    ...useTRPC().pipelines.list.queryOptions({ only: "needs-person", limit: MAX_SHOWN }),
    ...LIVE,
  });
  return (
    <HomeSection
      title="Needs attention"
      more={
        <>
          {openPrompts > 0 && (
            <Link href="/inbox">
              Answer {openPrompts} {openPrompts === 1 ? "prompt" : "prompts"}
            </Link>
          )}
          <Link href="/pipelines?state=needs-person" aria-label="View all that need attention">
            View all
          </Link>
        </>
      }
    >
      <QueryBody query={list} skeleton={<SkeletonLines count={2} label="Loading what needs attention" />}>
        {({ pipelines }) => (
          <PipelineTable
            label="Pipelines that need attention"
            pipelines={pipelines}
            empty={<NothingHere>Nothing needs attention.</NothingHere>}
          />
        )}
      </QueryBody>
    </HomeSection>
  );
}
