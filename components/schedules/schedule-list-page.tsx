"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { AutomationFilter } from "#components/automations/automation-filter.tsx";
import { AutomationList } from "#components/automations/automation-list.tsx";
import { NewButton } from "#components/automations/new-button.tsx";
import { FIRST_PAGE } from "#components/automations/read-words.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import type { ListedSchedule } from "#contract/triggers/schedules.ts";
import { ScheduleForm } from "./form/schedule-form.tsx";
import { ListActions } from "./list-actions.tsx";
import { readSchedulesQuery } from "./read-schedules-query.ts";
import { RemoveScheduleDialog } from "./remove-schedule-dialog.tsx";
import { RunNowDialog } from "./run-now-dialog.tsx";
import { type ScheduleAct, ScheduleTable } from "./schedule-table.tsx";
import { lookMs } from "./shown/look-ms.ts";
import { StopNotice } from "./stop-notice.tsx";

/** All schedules, a page at a time, and the form for a new one. The filter, the page and the form are part of the URL. */
export function ScheduleListPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const asked = readSchedulesQuery(query);
  const [act, setAct] = useState<{ do: ScheduleAct; schedule: ListedSchedule } | null>(null);
  const isNew = query.get("new") === "1";
  const list = useQuery({
    ...trpc.schedules.list.queryOptions(asked),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => lookMs(state.data?.schedules ?? []),
    enabled: !isNew,
  });
  const pageOf = (name: string) => `/schedules/${encodeURIComponent(name)}`;
  if (isNew)
    return (
      <>
        <PageHeader title="New schedule" detail="It does nothing until it is published." />
        <PageBody>
          <ScheduleForm
            schedule={null}
            graph={query.get("graph") ?? ""}
            onSaved={(name) => router.push(pageOf(name))}
            onCancel={() => change({ new: null })}
          />
        </PageBody>
      </>
    );
  const begin = (what: ScheduleAct, schedule: ListedSchedule) => {
    if (what === "edit") router.push(`${pageOf(schedule.name)}?edit=1`);
    else setAct({ do: what, schedule });
  };
  const onNew = () => change({ new: "1" });
  return (
    <>
      <PageHeader
        title="Schedules"
        detail="When pipelines are launched by the clock."
        actions={<ListActions isStopped={list.data?.stop != null} onNew={onNew} />}
      />
      <PageBody>
        <AutomationFilter query={query} onChange={(words) => change({ ...words, ...FIRST_PAGE })} />
        <AutomationList
          what="schedules"
          list={list}
          asked={asked}
          all={{}}
          onChange={change}
          newButton={<NewButton what="schedule" onNew={onNew} />}
          about="A schedule launches a sealed graph by itself: each night at 02:30, every 15 minutes, or once."
          table={({ schedules, stop }, empty) => (
            <>
              {stop !== null && <StopNotice stop={stop} />}
              <ScheduleTable
                schedules={schedules}
                onAct={begin}
                of={list.isPlaceholderData ? null : JSON.stringify(asked)}
                empty={empty}
              />
            </>
          )}
        />
      </PageBody>
      {act?.do === "remove" && <RemoveScheduleDialog schedule={act.schedule} onClose={() => setAct(null)} />}
      {act?.do === "run" && <RunNowDialog schedule={act.schedule} onClose={() => setAct(null)} />}
    </>
  );
}
