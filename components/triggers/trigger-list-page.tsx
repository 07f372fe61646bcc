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
import { SelectField } from "#components/ui/fields/select-field.tsx";
import type { ListedTrigger } from "#contract/triggers/triggers.ts";
import { TRIGGER_KIND_NAMES, TRIGGER_KINDS } from "#engine/triggers/trigger-kinds.ts";
import { TriggerForm } from "./form/trigger-form.tsx";
import { readTriggersQuery } from "./read-triggers-query.ts";
import { RemoveTriggerDialog } from "./remove-trigger-dialog.tsx";
import { LOOK_MS } from "./shown/look-ms.ts";
import { type TriggerAct, TriggerTable } from "./trigger-table.tsx";

const KINDS = [
  { value: "", label: "Any kind" },
  ...TRIGGER_KIND_NAMES.map((kind) => ({ value: kind, label: TRIGGER_KINDS[kind].label })),
];

/** All triggers, a page at a time, and the form for a new one. The filter, the page and the form are part of the URL. */
export function TriggerListPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const asked = readTriggersQuery(query);
  const [removed, setRemoved] = useState<ListedTrigger | null>(null);
  const isNew = query.get("new") === "1";
  const list = useQuery({
    ...trpc.triggers.list.queryOptions(asked),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_MS,
    enabled: !isNew,
  });
  const pageOf = (name: string) => `/triggers/${encodeURIComponent(name)}`;
  if (isNew)
    return (
      <>
        <PageHeader title="New trigger" detail="It takes no events until it is published." />
        <PageBody>
          <TriggerForm
            trigger={null}
            graph={query.get("graph") ?? ""}
            onSaved={(name) => router.push(pageOf(name))}
            onCancel={() => change({ new: null })}
          />
        </PageBody>
      </>
    );
  const begin = (act: TriggerAct, trigger: ListedTrigger) => {
    if (act === "edit") router.push(`${pageOf(trigger.name)}?edit=1`);
    else setRemoved(trigger);
  };
  const newButton = <NewButton what="trigger" onNew={() => change({ new: "1" })} />;
  return (
    <>
      <PageHeader
        title="Triggers"
        detail="What launches pipelines when an event comes."
        actions={newButton}
      />
      <PageBody>
        <AutomationFilter query={query} onChange={(words) => change({ ...words, ...FIRST_PAGE })}>
          <SelectField
            label="Kind"
            value={asked.kind ?? ""}
            options={KINDS}
            onValueChange={(kind) => change({ kind, ...FIRST_PAGE })}
          />
        </AutomationFilter>
        <AutomationList
          what="triggers"
          list={list}
          asked={asked}
          all={{ kind: null }}
          isNarrowedMore={asked.kind !== undefined}
          onChange={change}
          newButton={newButton}
          about="A trigger launches a sealed graph when something happens elsewhere: a push to a repository, an alert, a message."
          table={({ triggers }, empty) => (
            <TriggerTable
              triggers={triggers}
              onAct={begin}
              of={list.isPlaceholderData ? null : JSON.stringify(asked)}
              empty={empty}
            />
          )}
        />
      </PageBody>
      {removed !== null && <RemoveTriggerDialog trigger={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}
