"use client";

import { useQuery } from "@tanstack/react-query";
import { LIVE } from "#components/api/live/use-live-lists.ts";
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

/** What needs a human now, what runs now, which failures are open; on the first visit, the way in. A pipeline is there once. */
export function HomePage() {
  const overview = useQuery({ ...useTRPC().system.overview.queryOptions(), ...LIVE });
  // A notice above the lists would move them.
  const isWithoutRunner = useHeld(overview.data?.readyRunners === 0);
  return (
    <QueryBody query={overview} skeleton={<SkeletonLines count={6} label="Loading the overview" />}>
      {({ hasGraphs, openPrompts }) =>
        hasGraphs ? (
          <>
            <PageHeader title="Home" actions={<LinkButton href="/graphs">Launch a graph</LinkButton>} />
            <PageBody>
              {isWithoutRunner && <RunnersNotice />}
              <NeedsYou openPrompts={openPrompts} />
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
