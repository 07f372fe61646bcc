"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PersonView } from "#contract/people.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { RemoveFactorDialog } from "./remove-factor-dialog.tsx";
import { RemovePersonDialog } from "./remove-person-dialog.tsx";

/** Everybody who may sign in. */
export function PeoplePage() {
  const list = useQuery(useTRPC().people.list.queryOptions());
  const [isAdding, setAdding] = useState(false);
  const [linking, setLinking] = useState<PersonView | null>(null);
  const [helping, setHelping] = useState<PersonView | null>(null);
  const [removing, setRemoving] = useState<PersonView | null>(null);
  const columns: readonly Column<PersonView>[] = [
    { id: "name", head: "Name", cell: ({ name }) => <bdi>{name}</bdi> },
    {
      id: "email",
      head: "Email",
      cell: ({ email, hasPassword }) => (
        <>
          <bdi>{email ?? "none"}</bdi>
          {!hasPassword && " (signs in by links)"}
        </>
      ),
    },
    { id: "roles", head: "Roles", cell: (person) => <bdi>{rolesText(person)}</bdi> },
    {
      id: "factor",
      head: "Second factor",
      isWideOnly: true,
      cell: ({ hasSecondFactor }) => (hasSecondFactor ? "on" : "off"),
    },
    {
      id: "added",
      head: "Added",
      isWideOnly: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    { id: "by", head: "By", isWideOnly: true, cell: ({ createdBy }) => <bdi>{createdBy}</bdi> },
    {
      id: "acts",
      head: "Actions",
      cell: (person) => (
        <>
          <Button
            size="small"
            look="quiet"
            aria-label={`Sign-in link for ${person.name}`}
            onClick={() => setLinking(person)}
          >
            Link
          </Button>
          {person.hasSecondFactor && (
            <Button
              size="small"
              look="quiet"
              aria-label={`Remove the second factor of ${person.name}`}
              onClick={() => setHelping(person)}
            >
              Remove second factor
            </Button>
          )}
          <Button
            size="small"
            look="quiet"
            aria-label={`Remove ${person.name}`}
            onClick={() => setRemoving(person)}
          >
            Remove
          </Button>
        </>
      ),
    },
  ];
  return (
    <>
      <SettingsLinks current="/settings/people" />
      <PageHeader
        title="People"
        detail="Everybody who may sign in. Roles say what they may do, in folders: see Folders."
        actions={
          <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            Add a person
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading people" />}>
          {(people) => <DataTable label="People" columns={columns} rows={people} keyOf={({ id }) => id} />}
        </QueryBody>
      </PageBody>
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} />}
      {linking !== null && <LinkDialog person={linking} onClose={() => setLinking(null)} />}
      {helping !== null && <RemoveFactorDialog person={helping} onClose={() => setHelping(null)} />}
      {removing !== null && <RemovePersonDialog person={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

/** The roles of a person, and the groups by which they have more. */
function rolesText({ roles, groups }: PersonView): string {
  const own = roles.map(({ role, folder }) => `${role} in ${folderText(folder)}`);
  return [...own, ...groups.map((group) => `group ${group}`)].join(", ") || "none of their own";
}
