import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { BoundLabelView } from "#contract/folders.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { BindLabelDialog } from "./bind-label-dialog.tsx";
import { FreeLabelDialog } from "./free-label-dialog.tsx";
import styles from "./runner-labels.module.css";

/** The labels that only graphs of one folder may use; nothing where there are none and nobody here may bind one. */
export function RunnerLabels() {
  const list = useQuery(useTRPC().runners.labels.queryOptions());
  const [isBinding, setBinding] = useState(false);
  const [freeing, setFreeing] = useState<BoundLabelView | null>(null);
  const refused = useMay()("administer", ROOT);
  const columns: readonly Column<BoundLabelView>[] = [
    { id: "label", head: "Label", cell: ({ label }) => <bdi>{label}</bdi> },
    { id: "folder", head: "Only for graphs in", cell: ({ folder }) => <bdi>{folderText(folder)}</bdi> },
    {
      id: "actions",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: (bound) => (
        <Button
          size="small"
          refused={refused}
          aria-label={`Free ${bound.label}`}
          onClick={() => setFreeing(bound)}
        >
          Free
        </Button>
      ),
    },
  ];
  if (list.data === undefined || (list.data.length === 0 && refused !== null)) return null;
  return (
    <section aria-labelledby="runner-labels">
      <header className={styles.header}>
        <h2 id="runner-labels">Bound labels</h2>
        <Button size="small" refused={refused} onClick={() => setBinding(true)}>
          Bind a label
        </Button>
      </header>
      {list.data.length === 0 ? (
        <p className={styles.quiet}>
          None: all graphs may use all labels. A bound label is for the graphs of one folder and of those
          below it.
        </p>
      ) : (
        <DataTable label="Bound labels" columns={columns} rows={list.data} keyOf={({ label }) => label} />
      )}
      {isBinding && <BindLabelDialog onClose={() => setBinding(false)} />}
      {freeing !== null && <FreeLabelDialog bound={freeing} onClose={() => setFreeing(null)} />}
    </section>
  );
}
