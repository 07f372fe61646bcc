"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { useGoToLaunched } from "#components/launch/use-go-to-launched.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { useHeld } from "#components/ui/live/interaction.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { HomeFailures } from "./home-failures.tsx";
import { HOME_LISTS, thatRunByThemselves } from "./home-lists.ts";
import { HomePipelines } from "./home-pipelines.tsx";
import { RecentNotices } from "./recent-notices.tsx";
import { RunnersNotice } from "./runners-notice.tsx";
import { Welcome } from "./welcome.tsx";

/** What needs a human now, what runs now, which failures are open; on the first visit, the way in. A pipeline is there once. */
export function HomePage() {
  const trpc = useTRPC();
  const router = useRouter();
  // Of the page, and not of what it shows on the first visit: that goes as soon as the example is there.
  const goToLaunched = useGoToLaunched();
  const overview = useQuery({ ...trpc.system.overview.queryOptions(), ...LIVE });
  const queries = useQueryClient();
  useCommands(() => {
    // What the list below shows; nothing more is asked for this.
    const [newest] = queries.getQueryData(trpc.pipelines.list.queryKey(HOME_LISTS.failures))?.pipelines ?? [];
    return newest === undefined ? {} : { "open-failure": () => router.push(`/pipelines/${newest.id}`) };
  });
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
              <HomePipelines
                title="Needs attention"
                label="Pipelines that need attention"
                asked={HOME_LISTS.needing}
                viewAll="View all that need attention"
                more={
                  openPrompts > 0 && (
                    <Link href="/inbox">
                      Answer {openPrompts} {openPrompts === 1 ? "prompt" : "prompts"}
                    </Link>
                  )
                }
                empty="Nothing needs attention."
              />
              <HomePipelines
                title="Running"
                label="Running pipelines"
                asked={HOME_LISTS.running}
                select={thatRunByThemselves}
                viewAll="View all that run"
                empty="Nothing is running."
                emptyBesides="Nothing else is running."
              />
              <HomePipelines
                title="Rolling back"
                label="Pipelines that are rolled back"
                asked={HOME_LISTS.rollingBack}
                select={thatRunByThemselves}
                viewAll="View all that are rolled back now"
              />
              <HomeFailures />
              <RecentNotices />
            </PageBody>
          </>
        ) : (
          <Welcome onLaunched={goToLaunched} />
        )
      }
    </QueryBody>
  );
}
