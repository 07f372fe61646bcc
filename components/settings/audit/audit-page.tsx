"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Clamped } from "#components/ui/rows/cells.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { AuditEntryView } from "#contract/audit/audit.ts";
import { actWords } from "#contract/audit/audit-acts.ts";
import { SettingsLinks } from "../settings-links.tsx";
import styles from "./audit.module.css";
import { AuditDetails } from "./audit-details.tsx";
import { AuditFilter } from "./audit-filter.tsx";
import { objectWords, resultWords, whoWords } from "./audit-words.ts";
import { readAuditQuery } from "./read-audit-query.ts";

/** Who did what, newest first, a page at a time. The filter and the page are part of the URL. */
export function AuditPage() {
  const { query, change } = useUrlQuery("push");
  const asked = readAuditQuery(query);
  const list = useQuery({
    ...useTRPC().audit.list.queryOptions(asked),
    placeholderData: keepPreviousData,
  });
  const [shown, setShown] = useState<AuditEntryView | null>(null);
  const columns = columnsOf(setShown);
  const words = new URLSearchParams([...query].filter(([word]) => word !== "before")).toString();
  return (
    <>
      <SettingsLinks current="/settings/audit" />
      <PageHeader
        title="Audit"
        detail="Who did what, and what was refused. The command line checks that no entry was changed: audit verify."
        actions={
          <LinkButton
            href={`/api/audit${words === "" ? "" : `?${words}`}`}
            download
            icon={<Download aria-hidden />}
          >
            Export
          </LinkButton>
        }
      />
      <PageBody>
        <AuditFilter query={query} onChange={(changed) => change({ ...changed, before: null })} />
        <QueryBody query={list} skeleton={<SkeletonLines count={8} label="Loading the audit" />}>
          {({ entries, next }) => (
            <>
              <DataTable
                label="Audit"
                columns={columns}
                rows={entries}
                keyOf={({ id }) => id}
                of={list.isPlaceholderData ? null : JSON.stringify(asked)}
                empty={<EmptyState title="No entry matches" />}
              />
              <nav className={styles.pages} aria-label="Pages">
                {asked.before !== undefined && (
                  <Button onClick={() => change({ before: null })}>Newest entries</Button>
                )}
                {next !== null && (
                  <Button onClick={() => change({ before: String(next) })}>Older entries</Button>
                )}
              </nav>
            </>
          )}
        </QueryBody>
      </PageBody>
      {shown !== null && <AuditDetails entry={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function columnsOf(show: (entry: AuditEntryView) => void): readonly Column<AuditEntryView>[] {
  return [
    { id: "at", head: "When", cell: ({ at }) => <RelativeTime at={at} /> },
    { id: "who", isLong: true, head: "Who", cell: (entry) => <bdi>{whoWords(entry)}</bdi> },
    {
      id: "act",
      head: "Act",
      cell: (entry) => (
        <Button size="small" look="quiet" onClick={() => show(entry)}>
          {actWords(entry.act) ?? entry.act}
        </Button>
      ),
    },
    {
      id: "about",
      isLong: true,
      head: "About",
      isWideOnly: true,
      cell: (entry) => <Clamped text={objectWords(entry)} />,
    },
    { id: "result", isLong: true, head: "Result", isWideOnly: true, cell: (entry) => resultWords(entry) },
    {
      id: "from",
      head: "From",
      isWideOnly: true,
      cell: ({ address }) => <span className={styles.quiet}>{address}</span>,
    },
  ];
}
