"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor, useMay } from "#components/api/use-may.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CellLine, Quiet } from "#components/ui/rows/cells.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { RetentionView } from "#contract/retention.ts";
import { policyText } from "#engine/retention/retention-policy.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { RetentionDialog } from "./retention-dialog.tsx";

const DELETED = "The graph was deleted: the pipelines that it has left are kept like this.";

/** How long ended pipelines are kept: of all graphs, and of those that have a retention of their own. */
export function RetentionPage() {
  const list = useQuery(useTRPC().retention.show.queryOptions());
  const [opened, setOpened] = useState<{ readonly known: RetentionView | null } | null>(null);
  const may = useMay();
  const tops = useFoldersFor("administer");
  const columns: readonly Column<RetentionView>[] = [
    {
      id: "graph",
      head: "Graph",
      cell: ({ graph, isDeleted }) =>
        graph === null ? (
          "All others"
        ) : (
          <CellLine>
            <bdi>{graph}</bdi>
            {isDeleted && <Quiet>deleted</Quiet>}
          </CellLine>
        ),
    },
    { id: "kept", head: "Kept", cell: ({ policy }) => policyText(policy) },
    {
      id: "folder",
      head: "Folder",
      isWideOnly: true,
      cell: ({ folder }) => (folder === null ? "" : <bdi>{folderText(folder)}</bdi>),
    },
    {
      id: "changed",
      head: "Set",
      isWideOnly: true,
      cell: ({ changedAt, changedBy }) =>
        changedAt === null ? (
          "never"
        ) : (
          <>
            <RelativeTime at={changedAt} /> by <bdi>{changedBy}</bdi>
          </>
        ),
    },
    {
      id: "acts",
      head: "Actions",
      cell: (known) => (
        <Button
          size="small"
          look="quiet"
          refused={known.isDeleted ? DELETED : may("administer", known.folder ?? ROOT)}
          onClick={() => setOpened({ known })}
          aria-label={`Edit ${known.graph ?? "all others"}`}
        >
          Edit
        </Button>
      ),
    },
  ];
  return (
    <>
      <SettingsLinks current="/settings/retention" />
      <PageHeader
        title="Retention"
        detail="How long ended pipelines, their logs and histories are kept. Nothing is removed unless it is set here."
        actions={
          <Button
            look="primary"
            icon={<Plus aria-hidden />}
            refused={tops?.length === 0 ? "This needs the role admin in a folder." : null}
            onClick={() => setOpened({ known: null })}
          >
            Set for a graph
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading retention" />}>
          {(views) => <DataTable label="Retention" columns={columns} rows={views} keyOf={({ id }) => id} />}
        </QueryBody>
      </PageBody>
      {opened !== null && <RetentionDialog known={opened.known} onClose={() => setOpened(null)} />}
    </>
  );
}
