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
import { Clamped } from "#components/ui/rows/cells.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { SecretView } from "#contract/secrets.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { DeleteSecretDialog } from "./delete-secret-dialog.tsx";
import { SaveSecretDialog } from "./save-secret-dialog.tsx";

/** What is kept for all graphs: the secrets that scripts are given. */
export function SecretPage() {
  const list = useQuery(useTRPC().secrets.list.queryOptions());
  /** The secret that is given another value; null in it: a new one. */
  const [saving, setSaving] = useState<{ readonly known: SecretView | null } | null>(null);
  const [deleting, setDeleting] = useState<SecretView | null>(null);
  const may = useMay();
  const tops = useFoldersFor("administer");
  const columns: readonly Column<SecretView>[] = [
    {
      id: "name",
      isLong: true,
      head: "Secret",
      cell: ({ name }) => (
        <code>
          <Clamped text={name} />
        </code>
      ),
    },
    {
      id: "folder",
      isLong: true,
      head: "Folder",
      isWideOnly: true,
      cell: ({ folder }) => <Clamped text={folderText(folder)} />,
    },
    { id: "saved", isNamed: true, head: "Saved", cell: ({ savedAt }) => <RelativeTime at={savedAt} /> },
    { id: "by", isLong: true, head: "By", isWideOnly: true, cell: ({ savedBy }) => <bdi>{savedBy}</bdi> },
    {
      id: "acts",
      head: "Actions",
      align: "right",
      cell: (known) => (
        <>
          <Button
            size="small"
            look="quiet"
            refused={may("administer", known.folder)}
            onClick={() => setSaving({ known })}
            aria-label={`Replace ${known.name}`}
          >
            Replace
          </Button>
          <Button
            size="small"
            look="quiet"
            refused={may("administer", known.folder)}
            onClick={() => setDeleting(known)}
            aria-label={`Delete ${known.name}`}
          >
            Delete
          </Button>
        </>
      ),
    },
  ];
  return (
    <>
      <SettingsLinks current="/settings" />
      <PageHeader
        title="Secrets"
        detail="Encrypted, given to scripts by inputs of the type secret, masked in logs, and never shown again."
        actions={
          <Button
            look="primary"
            icon={<Plus aria-hidden />}
            refused={tops?.length === 0 ? "This needs the role admin in a folder." : null}
            onClick={() => setSaving({ known: null })}
          >
            Add a secret
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading secrets" />}>
          {(secrets) =>
            secrets.length === 0 ? (
              <EmptyState title="No secrets yet">
                A password or a token that scripts need: store it here, and name it in an input of the type
                secret.
              </EmptyState>
            ) : (
              <DataTable
                isStacked
                label="Secrets"
                columns={columns}
                rows={secrets}
                keyOf={({ name }) => name}
              />
            )
          }
        </QueryBody>
      </PageBody>
      {saving !== null && <SaveSecretDialog known={saving.known} onClose={() => setSaving(null)} />}
      {deleting !== null && <DeleteSecretDialog secret={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}
