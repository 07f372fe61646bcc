import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Clamped } from "#components/ui/rows/cells.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { type GrantView, markedName } from "#contract/folders.ts";
import type { Act } from "#engine/rights/acts.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { MarkedName } from "../people/marked-name.tsx";
import { AddGrantDialog } from "./add-grant-dialog.tsx";
import type { FolderTask } from "./folder-dialog.tsx";
import styles from "./folders.module.css";
import { TakeAwayDialog } from "./take-away-dialog.tsx";

type Props = { folder: string; acts: readonly Act[]; onTask: (task: FolderTask) => void };

/** The roles that count in a folder, and what can be done with the folder itself. */
export function GrantList({ folder, acts, onTask }: Props) {
  const isAdmin = acts.includes("administer");
  const refused = isAdmin ? null : "This needs the role admin in this folder.";
  const [isAdding, setAdding] = useState(false);
  return (
    <section className={styles.grants} aria-label={`Roles in ${folderText(folder)}`}>
      <div className={styles.head}>
        <h2>
          <Clamped text={folderText(folder)} />
        </h2>
        <div className={styles.actions}>
          <Button refused={refused} onClick={() => setAdding(true)}>
            Give a role
          </Button>
          {folder !== ROOT && (
            <>
              <Button look="quiet" refused={refused} onClick={() => onTask({ do: "rename", folder })}>
                Rename
              </Button>
              <Button look="quiet" refused={refused} onClick={() => onTask({ do: "move", folder })}>
                Move
              </Button>
              <Button look="quiet" refused={refused} onClick={() => onTask({ do: "delete", folder })}>
                Delete
              </Button>
            </>
          )}
        </div>
      </div>
      {isAdmin ? (
        <Grants folder={folder} />
      ) : (
        <p className={styles.quiet}>
          {acts.length === 0
            ? "You have no role in this folder itself."
            : `You may ${acts.join(", ")} here. Its admins see who else may.`}
        </p>
      )}
      {isAdding && <AddGrantDialog folder={folder} onClose={() => setAdding(false)} />}
    </section>
  );
}

function Grants({ folder }: { folder: string }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.grants.list.queryOptions({ folder }));
  const candidates = useQuery(trpc.grants.candidates.queryOptions());
  const markOf = ({ kind, id }: GrantView["to"]) =>
    (kind === "person" && candidates.data?.people.find((person) => person.id === id)?.mark) || null;
  const [taken, setTaken] = useState<GrantView | null>(null);
  const columns: readonly Column<GrantView>[] = [
    {
      id: "to",
      isLong: true,
      head: "Person or group",
      cell: ({ to }) => (
        <>
          {to.kind === "group" && "group "}
          <MarkedName name={to.name} mark={markOf(to)} />
        </>
      ),
    },
    { id: "role", head: "Role", cell: ({ role }) => role },
    {
      id: "from",
      isLong: true,
      head: "Given in",
      cell: (grant) =>
        grant.folder === folder ? (
          "this folder"
        ) : (
          <Clamped text={`inherited from ${folderText(grant.folder)}`} />
        ),
    },
    {
      id: "acts",
      head: "Actions",
      cell: (grant) =>
        grant.folder === folder && (
          <Button
            size="small"
            look="quiet"
            aria-label={`Take ${grant.role} away from ${markedName({ ...grant.to, mark: markOf(grant.to) })}`}
            onClick={() => setTaken(grant)}
          >
            Take away
          </Button>
        ),
    },
  ];
  return (
    <>
      <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading roles" />}>
        {(grants) =>
          grants.length === 0 ? (
            <p>Nobody has a role here yet: only the command line can do something with it.</p>
          ) : (
            <DataTable label="Roles" columns={columns} rows={grants} keyOf={({ id }) => id} />
          )
        }
      </QueryBody>
      {taken !== null && (
        <TakeAwayDialog
          folder={folder}
          grant={taken}
          mark={markOf(taken.to)}
          onClose={() => setTaken(null)}
        />
      )}
    </>
  );
}
