"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { FilterField } from "#components/ui/fields/filter-field.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { StreamForm } from "./form/stream-form.tsx";
import { streamPath } from "./stream-path.ts";
import { StreamTable } from "./stream-table.tsx";
import styles from "./streams.module.css";

/** So many are on a page: each of them asks its Redis. */
const PAGE = 50;

/** All record streams, and the form for a new one. The filter, the page and the form are part of the URL. */
export function StreamListPage() {
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const list = useQuery(useTRPC().streams.list.queryOptions());
  if (query.get("new") === "1")
    return (
      <>
        <PageHeader title="New record stream" detail="Programs may send to it as soon as it is saved." />
        <PageBody>
          <StreamForm
            stream={null}
            onSaved={(name) => router.push(streamPath(name))}
            onCancel={() => change({ new: null })}
          />
        </PageBody>
      </>
    );
  const search = query.get("search") ?? "";
  const newButton = <NewButton onNew={() => change({ new: "1" })} />;
  return (
    <>
      <PageHeader
        title="Record streams"
        detail="Where programs send records, for triggers and transfers. Each is a stream of a Redis."
        actions={newButton}
      />
      <PageBody>
        <search className={styles.filter}>
          <FilterField
            label="Search"
            placeholder="Part of a name"
            maxLength={100}
            value={search}
            onChange={(text) => change({ search: text, page: null })}
          />
        </search>
        <QueryBody query={list} skeleton={<SkeletonLines count={8} label="Loading record streams" />}>
          {(streams) => (
            <Page
              streams={streams.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))}
              search={search}
              page={Math.max(1, Math.trunc(Number(query.get("page"))) || 1)}
              onPage={(page) => change({ page: page === 1 ? null : String(page) })}
              empty={
                search === "" ? (
                  <EmptyState title="No record streams yet" actions={newButton}>
                    Programs send records to a stream of a Redis; triggers launch pipelines for them, and
                    transfers move them to a warehouse. It needs a connection of the kind redis.
                  </EmptyState>
                ) : (
                  <EmptyState
                    title="No record stream matches"
                    actions={<Button onClick={() => change({ search: null, page: null })}>Show all</Button>}
                  />
                )
              }
            />
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}

type PageProps = {
  streams: readonly StreamView[];
  search: string;
  page: number;
  onPage: (page: number) => void;
  empty: React.ReactNode;
};

function Page({ streams, search, page, onPage, empty }: PageProps) {
  const last = Math.max(1, Math.ceil(streams.length / PAGE));
  const at = Math.min(page, last);
  return (
    <>
      <StreamTable streams={streams.slice((at - 1) * PAGE, at * PAGE)} of={`${at} ${search}`} empty={empty} />
      {last > 1 && (
        <nav className={styles.pages} aria-label="Pages">
          <span className={styles.quiet}>
            Page {at} of {last}
          </span>
          {at > 1 && <Button onClick={() => onPage(at - 1)}>Previous page</Button>}
          {at < last && <Button onClick={() => onPage(at + 1)}>Next page</Button>}
        </nav>
      )}
    </>
  );
}

function NewButton({ onNew }: { onNew: () => void }) {
  const isRefused = useFoldersFor("design")?.length === 0;
  return (
    <Button
      look="primary"
      icon={<Plus aria-hidden />}
      refused={isRefused ? "This needs the role designer in a folder. An admin there can give it." : null}
      onClick={onNew}
    >
      New stream
    </Button>
  );
}
