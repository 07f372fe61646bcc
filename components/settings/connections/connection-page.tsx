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
import { Clamped } from "#components/ui/rows/cells.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { ConnectionView } from "#contract/flow/connections.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { ConnectionDialog } from "./connection-dialog.tsx";
import { DeleteConnectionDialog } from "./delete-connection-dialog.tsx";
import { TestConnectionDialog } from "./test-connection-dialog.tsx";

/** The servers that graphs read from and write to. */
export function ConnectionPage() {
  const list = useQuery(useTRPC().connections.list.queryOptions());
  const [opened, setOpened] = useState<{
    readonly act: "save" | "test" | "delete";
    readonly connection: ConnectionView | null;
  } | null>(null);
  const may = useMay();
  const tops = useFoldersFor("administer");
  const columns: readonly Column<ConnectionView>[] = [
    {
      id: "name",
      isLong: true,
      head: "Connection",
      cell: ({ name }) => (
        <code>
          <Clamped text={name} />
        </code>
      ),
    },
    { id: "kind", isNamed: true, head: "Kind", cell: ({ kind }) => kind },
    {
      id: "address",
      isLong: true,
      head: "Address",
      isWideOnly: true,
      cell: ({ address }) => <Clamped text={address} />,
    },
    {
      id: "folder",
      isLong: true,
      head: "Folder",
      isWideOnly: true,
      cell: ({ folder }) => <Clamped text={folderText(folder)} />,
    },
    {
      id: "acts",
      head: "Actions",
      align: "right",
      cell: (connection) =>
        (["test", "save", "delete"] as const).map((act) => (
          <Button
            key={act}
            size="small"
            look="quiet"
            refused={may("administer", connection.folder)}
            onClick={() => setOpened({ act, connection })}
            aria-label={`${LABELS[act]} ${connection.name}`}
          >
            {LABELS[act]}
          </Button>
        )),
    },
  ];
  const close = () => setOpened(null);
  return (
    <>
      <SettingsLinks current="/settings/connections" />
      <PageHeader
        title="Connections"
        detail="Servers that graphs read from and write to. A password is a secret, which a connection names."
        actions={
          <Button
            look="primary"
            icon={<Plus aria-hidden />}
            refused={tops?.length === 0 ? "This needs the role admin in a folder." : null}
            onClick={() => setOpened({ act: "save", connection: null })}
          >
            Add a connection
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading connections" />}>
          {(connections) =>
            connections.length === 0 ? (
              <EmptyState title="No connections yet">
                A Redis, a ClickHouse, a MySQL or an HTTP server that graphs read from or write to.
              </EmptyState>
            ) : (
              <DataTable
                isStacked
                label="Connections"
                columns={columns}
                rows={connections}
                keyOf={({ name }) => name}
              />
            )
          }
        </QueryBody>
      </PageBody>
      {opened?.act === "save" && <ConnectionDialog known={opened.connection} onClose={close} />}
      {opened?.act === "test" && opened.connection !== null && (
        <TestConnectionDialog name={opened.connection.name} onClose={close} />
      )}
      {opened?.act === "delete" && opened.connection !== null && (
        <DeleteConnectionDialog connection={opened.connection} onClose={close} />
      )}
    </>
  );
}

const LABELS = { test: "Test", save: "Edit", delete: "Delete" } as const;
