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
import { Clamped } from "#components/ui/rows/cells.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PersonView } from "#contract/people/people.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { AddPersonDialog } from "./add-person-dialog.tsx";
import { AllowProviderDialog } from "./allow-provider-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { type PersonAction, PersonActions } from "./person-actions.tsx";
import { RemoveFactorDialog } from "./remove-factor-dialog.tsx";
import { RemovePasskeysDialog } from "./remove-passkeys-dialog.tsx";
import { RemovePersonDialog } from "./remove-person-dialog.tsx";

/** Everybody who may sign in. */
export function PeoplePage() {
  const trpc = useTRPC();
  const list = useQuery(trpc.people.list.queryOptions());
  const [isAdding, setAdding] = useState(false);
  const provider = useQuery(trpc.account.show.queryOptions()).data?.provider?.name ?? null;
  const [asked, setAsked] = useState<{ action: PersonAction; person: PersonView } | null>(null);
  const onClose = () => setAsked(null);
  const columns: readonly Column<PersonView>[] = [
    { id: "name", isLong: true, head: "Name", cell: ({ name }) => <Clamped text={name} /> },
    {
      id: "email",
      isLong: true,
      head: "Email",
      isWideOnly: true,
      cell: ({ email, hasPassword, isLinked, passkeys }) => (
        <>
          <Clamped text={email ?? "none"} />
          {isLinked
            ? ` (signs in with ${provider})`
            : !hasPassword && ` (signs in by ${passkeys > 0 ? "passkeys" : "links"})`}
        </>
      ),
    },
    { id: "roles", isLong: true, head: "Roles", cell: (person) => <Clamped text={rolesText(person)} /> },
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
    {
      id: "by",
      isLong: true,
      head: "By",
      isWideOnly: true,
      cell: ({ createdBy }) => <Clamped text={createdBy} />,
    },
    {
      id: "acts",
      head: "Actions",
      cell: (person) => (
        <PersonActions
          person={person}
          provider={provider}
          onAction={(action) => setAsked({ action, person })}
        />
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
      {asked?.action === "link" && <LinkDialog person={asked.person} onClose={onClose} />}
      {asked?.action === "allow" && provider !== null && (
        <AllowProviderDialog person={asked.person} provider={provider} onClose={onClose} />
      )}
      {asked?.action === "remove factor" && <RemoveFactorDialog person={asked.person} onClose={onClose} />}
      {asked?.action === "remove passkeys" && (
        <RemovePasskeysDialog person={asked.person} onClose={onClose} />
      )}
      {asked?.action === "remove" && <RemovePersonDialog person={asked.person} onClose={onClose} />}
    </>
  );
}

/** The roles of a person, and the groups by which they have more. */
function rolesText({ roles, groups }: PersonView): string {
  const own = roles.map(({ role, folder }) => `${role} in ${folderText(folder)}`);
  return [...own, ...groups.map((group) => `group ${group}`)].join(", ") || "none of their own";
}
