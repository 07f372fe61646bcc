import { EllipsisVertical } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { onFirstPress } from "#components/ui/buttons/one-press.ts";
import type { Column } from "#components/ui/data-table.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { CellLine, CellLines, Clamped, Quiet } from "#components/ui/rows/cells.tsx";
import { StateBadge } from "#components/ui/states/state-badge.tsx";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { type Automation, type AutomationState, STEPS } from "./automation.ts";
import styles from "./columns.module.css";

type Item = Omit<ComponentProps<typeof Menu>["items"][number], "refused">;

/** The last column of a list: the next step as a button, the rest in a menu. */
export function useActionsColumn<Row extends Automation>(
  stateOf: (row: Row) => AutomationState,
  take: (row: Row) => void,
  itemsOf: (row: Row) => readonly Item[],
): Column<Row> {
  const may = useMay();
  return {
    id: "actions",
    head: <span className="visually-hidden">Actions</span>,
    align: "right",
    cell: (row) => {
      const state = stateOf(row);
      if (state === "removed") return null;
      const refused = may("launch", row.folder);
      const { act } = STEPS[state];
      return (
        <span className={styles.actions}>
          <Button
            size="small"
            refused={refused}
            aria-label={`${act} ${row.name}`}
            onClick={onFirstPress(() => take(row))}
          >
            {act}
          </Button>
          <Menu
            trigger={
              <IconButton
                size="small"
                label={`More for ${row.name}`}
                icon={<EllipsisVertical aria-hidden />}
              />
            }
            items={itemsOf(row).map((item) => ({ ...item, refused }))}
          />
        </span>
      );
    },
  };
}

type NameProps = { name: string; path: string; isRemoved: boolean; children: ReactNode };

/** The name of a schedule or trigger, which leads to its page, and what is said below it. */
export function NameCell({ name, path, isRemoved, children }: NameProps) {
  return (
    <CellLines>
      {/* One that is removed has no page: its name is free for another one. */}
      {isRemoved ? (
        <Clamped text={name} />
      ) : (
        <Link href={`${path}/${encodeURIComponent(name)}`}>
          <Clamped text={name} />
        </Link>
      )}
      {children}
    </CellLines>
  );
}

/** What it launches. */
export const GRAPH_COLUMN: Column<Automation> = {
  id: "graph",
  head: "Graph",
  isWideOnly: true,
  cell: ({ graph, revision }) => (
    <span className={styles.graph}>
      <Link href={`/graphs/${encodeURIComponent(graph)}`}>
        <Clamped text={graph} />
      </Link>
      {revision !== null && <Quiet>@{revision}</Quiet>}
    </span>
  ),
};

type Launching = { readonly pipelineId: number | null; readonly pipelineState: PipelineState | null };

/** The pipeline that was launched, in a history. */
export const PIPELINE_COLUMN: Column<Launching> = {
  id: "pipeline",
  head: "Pipeline",
  cell: ({ pipelineId, pipelineState }) =>
    pipelineId !== null && (
      <CellLine>
        <Link href={`/pipelines/${pipelineId}`}>#{pipelineId}</Link>
        {pipelineState !== null && <StateBadge state={pipelineState} />}
      </CellLine>
    ),
};
