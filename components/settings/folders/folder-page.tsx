"use client";

import { useQuery } from "@tanstack/react-query";
import { FolderPlus } from "lucide-react";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ROOT } from "#engine/rights/folder-path.ts";
import { SettingsLinks } from "../settings-links.tsx";
import { FolderDialog, type FolderTask } from "./folder-dialog.tsx";
import { FolderTree } from "./folder-tree.tsx";
import styles from "./folders.module.css";
import { GrantList } from "./grant-list.tsx";

/** The folders, and who has which role in the chosen one. */
export function FolderPage() {
  const list = useQuery(useTRPC().folders.list.queryOptions());
  const [chosen, setChosen] = useState(ROOT);
  const [task, setTask] = useState<FolderTask | null>(null);
  const folders = list.data ?? [];
  const shown = folders.some(({ path }) => path === chosen) ? chosen : (folders[0]?.path ?? ROOT);
  const acts = folders.find(({ path }) => path === shown)?.acts ?? [];
  const refused = acts.includes("administer") ? null : "This needs the role admin in the chosen folder.";
  return (
    <>
      <SettingsLinks current="/settings/folders" />
      <PageHeader
        title="Folders"
        detail="Graphs and secrets are in folders. A role holds in its folder and in all below it."
        actions={
          <Button
            look="primary"
            icon={<FolderPlus aria-hidden />}
            refused={refused}
            onClick={() => setTask({ do: "create", folder: shown })}
          >
            New folder
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={4} label="Loading folders" />}>
          {(all) =>
            all.length === 0 ? (
              <p>You have no role in any folder yet. An admin can give you one.</p>
            ) : (
              <div className={styles.page}>
                <FolderTree folders={all} chosen={shown} onChoose={setChosen} />
                <GrantList key={shown} folder={shown} acts={acts} onTask={setTask} />
              </div>
            )
          }
        </QueryBody>
      </PageBody>
      {task !== null && <FolderDialog task={task} onDone={setChosen} onClose={() => setTask(null)} />}
    </>
  );
}
