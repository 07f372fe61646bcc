"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useHeld } from "#components/ui/live/interaction.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { FailedLately } from "./failed-lately.tsx";
import { NeedsYou } from "./needs-you.tsx";
import { RunnersNotice } from "./runners-notice.tsx";
import { RunningNow } from "./running-now.tsx";
import { Welcome } from "./welcome.tsx";

const LOOK_MS = 2_000;

/** What needs a human now, what runs now, what failed lately; on the first visit, the way in. */
export function HomePage() {
  const overview = useQuery({ ...useTRPC().system.overview.queryOptions(), refetchInterval: LOOK_MS });
  // A notice above the lists would move them.
  const isWithoutRunner = useHeld(overview.data?.readyRunners === 0);
  return (
    <QueryBody query={overview} skeleton={<SkeletonLines count={6} label="Loading the overview" />}>
      {({ hasGraphs }) =>
        hasGraphs ? (
          <>
            <PageHeader title="Now" actions={<LinkButton href="/graphs">Launch a graph</LinkButton>} />
            <PageBody>
              {isWithoutRunner && <RunnersNotice />}
              <NeedsYou />
              <RunningNow />
              <FailedLately />
            </PageBody>
          </>
        ) : (
          <Welcome />
        )
      }
    </QueryBody>
  );
}
