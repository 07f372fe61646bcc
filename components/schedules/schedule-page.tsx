"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ScheduleForm } from "./form/schedule-form.tsx";
import { FireSection } from "./one/fire-section.tsx";
import { ScheduleFacts } from "./one/schedule-facts.tsx";
import { ScheduleNotices } from "./one/schedule-notices.tsx";
import { readFiresQuery } from "./read-schedules-query.ts";
import { ScheduleHead } from "./schedule-head.tsx";
import { lookMs } from "./shown/look-ms.ts";

/** One schedule: when it is due next, what it launches and how, and what became of its times. */
export function SchedulePage({ name }: { name: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const isEdited = query.get("edit") === "1";
  const asked = readFiresQuery(name, query);
  const shown = useQuery({
    ...trpc.schedules.show.queryOptions({ name }),
    // One that was removed meanwhile is not asked for again.
    refetchInterval: ({ state: { data, error } }) => error === null && lookMs(data ? [data.schedule] : []),
  });
  const fires = useQuery({
    ...trpc.schedules.fires.queryOptions(asked),
    ...LIVE,
    refetchInterval: ({ state: { error } }) => error === null && lookMs([]),
    placeholderData: keepPreviousData,
    enabled: !isEdited,
  });
  const leave = () => change({ edit: null });
  if (isEdited)
    return (
      <>
        <PageHeader
          title={
            <>
              Edit <bdi>{name}</bdi>
            </>
          }
          detail="A change counts at once: an active schedule goes on from now."
        />
        <PageBody>
          <QueryBody query={shown} skeleton={<SkeletonLines count={8} label="Loading the schedule" />}>
            {({ schedule }) => <ScheduleForm schedule={schedule} onSaved={leave} onCancel={leave} />}
          </QueryBody>
        </PageBody>
      </>
    );
  return (
    <>
      <ScheduleHead
        name={name}
        schedule={shown.data?.schedule}
        onEdit={() => change({ edit: "1" })}
        onRemoved={() => router.push("/schedules")}
      />
      <PageBody>
        <QueryBody query={shown} skeleton={<SkeletonLines count={8} label="Loading the schedule" />}>
          {({ schedule, preview, stop }) => (
            <>
              {shown.error !== null && <ProblemCallout error={shown.error} />}
              <ScheduleNotices schedule={schedule} stop={stop} />
              <ScheduleFacts schedule={schedule} preview={preview} />
              <FireSection
                fires={fires}
                zone={schedule.zone}
                asked={asked}
                onChange={(words) => change(words)}
              />
            </>
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
