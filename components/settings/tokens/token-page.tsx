"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime, TimeUntil } from "#components/ui/relative-time.tsx";
import { Clamped } from "#components/ui/rows/cells.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { TokenView } from "#contract/people/people.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { CreateTokenDialog } from "./create-token-dialog.tsx";
import { RevokeTokenDialog } from "./revoke-token-dialog.tsx";

/** What programs show instead of a person. */
export function TokenPage() {
  const trpc = useTRPC();
  const list = useQuery(trpc.tokens.list.queryOptions());
  const [isCreating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<TokenView | null>(null);
  const columns: readonly Column<TokenView>[] = [
    { id: "name", isLong: true, head: "Token", cell: ({ name }) => <Clamped text={name} /> },
    { id: "may", isNamed: true, head: "May", cell: ({ acts }) => acts.join(", ") },
    {
      id: "in",
      isLong: true,
      head: "In",
      isWideOnly: true,
      cell: ({ folder }) => <Clamped text={folderText(folder)} />,
    },
    {
      id: "used",
      head: "Last used",
      isWideOnly: true,
      cell: ({ usedAt }) => (usedAt === null ? "never" : <RelativeTime at={usedAt} />),
    },
    {
      id: "ends",
      isNamed: true,
      head: "Ends",
      cell: ({ expiresAt, isOver }) => (isOver ? "is over" : <TimeUntil at={expiresAt} before="" />),
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
      align: "right",
      cell: (token) => (
        <Button
          size="small"
          look="quiet"
          aria-label={`Revoke ${token.name}`}
          onClick={() => setRevoked(token)}
        >
          Revoke
        </Button>
      ),
    },
  ];
  return (
    <>
      <SettingsLinks current="/settings/tokens" />
      <PageHeader
        title="Tokens"
        detail="For programs and for the command line on other machines. A token is shown once."
        actions={
          <Button look="primary" icon={<Plus aria-hidden />} onClick={() => setCreating(true)}>
            Create a token
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading tokens" />}>
          {(tokens) =>
            tokens.length === 0 ? (
              <EmptyState title="No tokens yet">
                A program shows its token in SIGNALBOX_TOKEN, or as the header Authorization: Bearer TOKEN.
              </EmptyState>
            ) : (
              <DataTable isStacked label="Tokens" columns={columns} rows={tokens} keyOf={({ id }) => id} />
            )
          }
        </QueryBody>
      </PageBody>
      {revoked !== null && <RevokeTokenDialog token={revoked} onClose={() => setRevoked(null)} />}
      {isCreating && <CreateTokenDialog onClose={() => setCreating(false)} />}
    </>
  );
}
