import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import type { StreamEntry } from "#contract/stream-entries.ts";
import { EntryDialog } from "./entry-dialog.tsx";
import { FieldsLine } from "./entry-text.tsx";
import styles from "./one.module.css";

const LOOK_MS = 5_000;
const PAGE = 10;

/** The newest records of a stream, a page at a time. */
export function RecordSection({ stream: { name } }: { stream: StreamView }) {
  const [before, setBefore] = useState<string>();
  const [shown, setShown] = useState<string | null>(null);
  const list = useQuery({
    ...useTRPC().streams.entries.queryOptions(
      { name, isDead: false, before, limit: PAGE },
      { trpc: { context: { isAlone: true } } },
    ),
    refetchInterval: LOOK_MS,
    placeholderData: keepPreviousData,
  });
  const columns: readonly Column<StreamEntry>[] = [
    {
      id: "written",
      head: "Written",
      cell: ({ id, at }) => (
        <div className={styles.cell}>
          {at !== null && <RelativeTime at={at} />}
          <span className={styles.id}>{id}</span>
        </div>
      ),
    },
    { id: "record", head: "Record", cell: (entry) => <FieldsLine entry={entry} /> },
    {
      id: "actions",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: ({ id }) => (
        <Button size="small" aria-label={`Show all of the record ${id}`} onClick={() => setShown(id)}>
          Show all
        </Button>
      ),
    },
  ];
  return (
    <section className={styles.section} aria-labelledby="records">
      <h2 id="records">Newest records</h2>
      <QueryBody query={list} skeleton={<SkeletonLines count={5} label="Loading the records" />}>
        {({ entries, next, problem }) => (
          <>
            <DataTable
              isStacked
              label="Newest records"
              columns={columns}
              rows={entries}
              keyOf={({ id }) => id}
              of={list.isPlaceholderData ? null : (before ?? "")}
              empty={
                <p className={styles.quiet}>
                  {problem !== null
                    ? "They are not known now."
                    : before === undefined
                      ? "There are none now: what was dealt with is gone."
                      : "There are none on this page any more."}
                </p>
              }
            />
            <nav className={styles.pages} aria-label="Pages of records">
              {before !== undefined && <Button onClick={() => setBefore(undefined)}>Newest</Button>}
              {next !== null && <Button onClick={() => setBefore(next)}>Older</Button>}
            </nav>
          </>
        )}
      </QueryBody>
      {shown !== null && (
        <EntryDialog asked={{ name, isDead: false, id: shown }} onClose={() => setShown(null)} />
      )}
    </section>
  );
}
