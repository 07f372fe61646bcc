import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useMay } from "#components/api/use-may.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Clamped, Quiet } from "#components/ui/rows/cells.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { GraphSummary } from "#contract/graphs/graphs.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import styles from "./graph-table.module.css";

type Props = {
  graphs: readonly GraphSummary[];
  onDelete: (graph: GraphSummary) => void;
  /** See `useHeldRows`. */
  of: string | null;
  /** Shown where there are none. */
  empty: ReactNode;
};

/** Graphs, a row each: what check says of the draft, and which revision is the newest. */
export function GraphTable({ graphs, onDelete, ...rest }: Props) {
  const may = useMay();
  const columns = [...COLUMNS, removal(onDelete, ({ folder }) => may("design", folder))];
  return <DataTable {...rest} label="Graphs" columns={columns} rows={graphs} keyOf={({ name }) => name} />;
}

const COLUMNS: readonly Column<GraphSummary>[] = [
  {
    id: "name",
    isLong: true,
    head: "Graph",
    cell: ({ name, description }) => (
      <div className={styles.name}>
        <Link href={`/graphs/${encodeURIComponent(name)}`}>
          <Clamped text={name} />
        </Link>
        {description !== null && (
          <Quiet>
            <Clamped text={description} />
          </Quiet>
        )}
      </div>
    ),
  },
  {
    id: "folder",
    isLong: true,
    head: "Folder",
    isWideOnly: true,
    cell: ({ folder }) => (
      <Quiet>
        <Clamped text={folderText(folder)} />
      </Quiet>
    ),
  },
  { id: "check", head: "Check", cell: (graph) => <CheckBadge graph={graph} /> },
  {
    id: "sealed",
    head: "Latest revision",
    isWideOnly: true,
    cell: ({ name, latest, hasUnsealedChanges }) =>
      latest === null ? (
        <span className={styles.quiet}>{hasUnsealedChanges ? "never sealed" : "retired"}</span>
      ) : (
        <span>
          <Link href={`/graphs/${encodeURIComponent(name)}/revisions`} title={latest.digest}>
            @{latest.number}
          </Link>{" "}
          {hasUnsealedChanges && <span className={styles.quiet}>the draft is newer</span>}
        </span>
      ),
  },
  {
    id: "vertices",
    head: "Vertices",
    align: "right",
    isWideOnly: true,
    cell: ({ vertexCount }) => vertexCount.toLocaleString("en"),
  },
  {
    id: "saved",
    isLong: true,
    head: "Saved",
    isWideOnly: true,
    cell: ({ savedAt, savedBy }) => (
      <span className={styles.quiet}>
        <RelativeTime at={savedAt} /> by <bdi>{savedBy}</bdi>
      </span>
    ),
  },
];

function removal(
  onDelete: (graph: GraphSummary) => void,
  refusedFor: (graph: GraphSummary) => string | null,
): Column<GraphSummary> {
  return {
    id: "delete",
    head: <span className="visually-hidden">Delete</span>,
    align: "right",
    cell: (graph) => (
      <IconButton
        size="small"
        label={`Delete ${graph.name}`}
        refused={refusedFor(graph)}
        icon={<Trash2 aria-hidden />}
        onClick={() => onDelete(graph)}
      />
    ),
  };
}

function CheckBadge({ graph: { errorCount, warningCount } }: { graph: GraphSummary }) {
  if (errorCount > 0) return <Badge tone="bad">{counted(errorCount, "error")}</Badge>;
  if (warningCount > 0) return <Badge tone="warn">{counted(warningCount, "warning")}</Badge>;
  return <Badge tone="good">Ready</Badge>;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
