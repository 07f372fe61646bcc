"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Clamped } from "#components/ui/rows/cells.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { type GroupView, markedName } from "#contract/folders.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { GroupDialog } from "./group-dialog.tsx";
import { MemberDialog } from "./member-dialog.tsx";
import { RemoveGroupDialog } from "./remove-group-dialog.tsx";

/** People who get the same roles. */
export function GroupPage() {
  const list = useQuery(useTRPC().groups.list.queryOptions());
  const [naming, setNaming] = useState<GroupView | "new" | null>(null);
  const [filling, setFilling] = useState<number | null>(null);
  const [removing, setRemoving] = useState<GroupView | null>(null);
  const filled = list.data?.find(({ id }) => id === filling) ?? null;
  const columns: readonly Column<GroupView>[] = [
    { id: "name", isLong: true, head: "Group", cell: ({ name }) => <Clamped text={name} /> },
    {
      id: "people",
      isLong: true,
      head: "People",
      cell: ({ isEveryone, members }) =>
        isEveryone ? "all people" : <Clamped text={members.map(markedName).join(", ") || "nobody yet"} />,
    },
    {
      id: "roles",
      isLong: true,
      head: "Roles",
      isWideOnly: true,
      cell: ({ grants }) => (
        <Clamped
          text={grants.map(({ role, folder }) => `${role} in ${folderText(folder)}`).join(", ") || "none yet"}
        />
      ),
    },
    {
      id: "acts",
      head: "Actions",
      cell: (group) =>
        !group.isEveryone && (
          <>
            <Button
              size="small"
              look="quiet"
              aria-label={`People of ${group.name}`}
              onClick={() => setFilling(group.id)}
            >
              People
            </Button>
            <Button
              size="small"
              look="quiet"
              aria-label={`Rename ${group.name}`}
              onClick={() => setNaming(group)}
            >
              Rename
            </Button>
            <Button
              size="small"
              look="quiet"
              aria-label={`Delete ${group.name}`}
              onClick={() => setRemoving(group)}
            >
              Delete
            </Button>
          </>
        ),
    },
  ];
  return (
    <>
      <SettingsLinks current="/settings/groups" />
      <PageHeader
        title="Groups"
        detail="A role of a group is a role of each of its people. Roles are given in Folders."
        actions={
          <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setNaming("new")}>
            New group
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading groups" />}>
          {(groups) => <DataTable label="Groups" columns={columns} rows={groups} keyOf={({ id }) => id} />}
        </QueryBody>
      </PageBody>
      {naming !== null && (
        <GroupDialog group={naming === "new" ? null : naming} onClose={() => setNaming(null)} />
      )}
      {filled !== null && <MemberDialog group={filled} onClose={() => setFilling(null)} />}
      {removing !== null && <RemoveGroupDialog group={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}
