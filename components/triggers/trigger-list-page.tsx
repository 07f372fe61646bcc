"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { useUrlQuery } from "#components/pipelines/use-url-query.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { TriggerForm } from "./form/trigger-form.tsx";
import { FIRST_PAGE, readTriggersQuery } from "./read-triggers-query.ts";
import { RemoveTriggerDialog } from "./remove-trigger-dialog.tsx";
import { LOOK_MS } from "./shown/look-ms.ts";
import { TriggerFilter } from "./trigger-filter.tsx";
import { type TriggerAct, TriggerTable } from "./trigger-table.tsx";
import styles from "./triggers.module.css";

const ALL = { ...FIRST_PAGE, search: null, graph: null, kind: null, removed: null };

/** All triggers, a page at a time, and the form for a new one. The filter, the page and the form are part of the URL. */
export function TriggerListPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const asked = readTriggersQuery(query);
  const [removed, setRemoved] = useState<string | null>(null);
  const isNew = query.get("new") === "1";
  const list = useQuery({
    ...trpc.triggers.list.queryOptions(asked),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_MS,
    enabled: !isNew,
  });
  const graphs = useQuery(trpc.graphs.list.queryOptions({}));
  const pageOf = (name: string) => `/triggers/${encodeURIComponent(name)}`;
  if (isNew)
    return (
      <>
        <PageHeader title="New trigger" detail="It takes no events until it is published." />
        <PageBody>
          <QueryBody query={graphs} skeleton={<SkeletonLines count={8} label="Loading graphs" />}>
            {() => (
              <TriggerForm
                trigger={null}
                graph={query.get("graph") ?? ""}
                onSaved={(name) => router.push(pageOf(name))}
                onCancel={() => change({ new: null })}
              />
            )}
          </QueryBody>
        </PageBody>
      </>
    );
  const begin = (act: TriggerAct, { name }: { name: string }) => {
    if (act === "edit") router.push(`${pageOf(name)}?edit=1`);
    else setRemoved(name);
  };
  const { search, graph, kind, after, isRemoved } = asked;
  const isNarrowed = [search, graph, kind, after].some((word) => word !== undefined);
  const newButton = <NewButton onNew={() => change({ new: "1" })} />;
  return (
    <>
      <PageHeader
        title="Triggers"
        detail="What launches pipelines when an event comes."
        actions={newButton}
      />
      <PageBody>
        <TriggerFilter
          query={query}
          graphs={graphs.data?.map(({ name }) => name) ?? []}
          onChange={(words) => change({ ...words, ...FIRST_PAGE })}
        />
        <QueryBody query={list} skeleton={<SkeletonLines count={8} label="Loading triggers" />}>
          {({ triggers, next }) => (
            <>
              <TriggerTable
                triggers={triggers}
                onAct={begin}
                of={list.isPlaceholderData ? null : JSON.stringify(asked)}
                empty={
                  isNarrowed || isRemoved ? (
                    <EmptyState
                      title={isNarrowed ? "No matching triggers" : "No removed triggers"}
                      actions={<Button onClick={() => change(ALL)}>Show all triggers</Button>}
                    />
                  ) : (
                    <EmptyState title="No triggers yet" actions={newButton}>
                      A trigger launches a sealed graph when something happens elsewhere: a push to a
                      repository, an alert, a message.
                    </EmptyState>
                  )
                }
              />
              <nav className={styles.pages} aria-label="Pages">
                {after !== undefined && <Button onClick={() => change(FIRST_PAGE)}>First page</Button>}
                {next !== null && (
                  <Button onClick={() => change({ after: next.name, id: String(next.id) })}>Next page</Button>
                )}
              </nav>
            </>
          )}
        </QueryBody>
      </PageBody>
      {removed !== null && <RemoveTriggerDialog name={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

function NewButton({ onNew }: { onNew: () => void }) {
  const isRefused = useFoldersFor("launch")?.length === 0;
  return (
    <Button
      look="primary"
      icon={<Plus aria-hidden />}
      refused={isRefused ? "This needs the role operator in a folder. An admin there can give it." : null}
      onClick={onNew}
    >
      New trigger
    </Button>
  );
}
