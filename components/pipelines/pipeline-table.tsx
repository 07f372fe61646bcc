import type { ReactNode } from "react";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { Duration, RelativeTime } from "#components/ui/relative-time.tsx";
import { CellLines, Clamped, OnNarrow } from "#components/ui/rows/cells.tsx";
import { ProgressBar } from "#components/ui/states/progress-bar.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { LabelList } from "./label-list.tsx";
import { PipelineState } from "./pipeline-state.tsx";
import styles from "./pipeline-table.module.css";

const COLUMNS: readonly Column<PipelineSummary>[] = [
  {
    id: "state",
    head: "State",
    cell: (pipeline) => <PipelineState pipeline={pipeline} />,
  },
  {
    id: "name",
    isLong: true,
    head: "Pipeline",
    cell: (pipeline) => (
      <div className={styles.name}>
        <span>
          <Link href={`/pipelines/${pipeline.id}`}>
            <Clamped text={pipeline.name} />
          </Link>{" "}
          <span className={styles.quiet}>
            #{pipeline.id}
            {pipeline.priority !== 0 && `, priority ${pipeline.priority}`}
          </span>
        </span>
        <OnNarrow>
          <span>
            <RelativeTime at={pipeline.launchedAt} />, {pipeline.finishedAt === null ? "for" : "took"}{" "}
            <Duration from={pipeline.launchedAt} to={pipeline.finishedAt} />
          </span>
        </OnNarrow>
        <LabelList labels={pipeline.labels} />
        {pipeline.needsHuman && pipeline.state === "running" && (
          <span>
            <Badge tone="warn">Needs attention</Badge>{" "}
            <span className={styles.reason}>
              <bdi>{shortened(pipeline.needs)}</bdi>
            </span>
          </span>
        )}
        {pipeline.reason !== null && (
          <span className={styles.reason}>
            <bdi>{shortened(pipeline.reason)}</bdi>
          </span>
        )}
      </div>
    ),
  },
  {
    id: "graph",
    isLong: true,
    head: "Graph",
    isWideOnly: true,
    cell: ({ graph, revision }) => (
      <span className={`${styles.quiet} ${styles.graph}`}>
        <Clamped text={`${graph}@${revision}`} />
      </span>
    ),
  },
  {
    id: "tracks",
    head: "Tracks",
    isWideOnly: true,
    cell: ({ counts, staleTracks }) => <ProgressBar counts={counts} stale={staleTracks} />,
  },
  {
    id: "launched",
    isLong: true,
    head: "Launched",
    isWideOnly: true,
    cell: ({ launchedAt, launchedBy }) => (
      <span className={`${styles.quiet} ${styles.launched}`}>
        <RelativeTime at={launchedAt} /> by <bdi>{launchedBy}</bdi>
      </span>
    ),
  },
  {
    id: "took",
    head: "Duration",
    align: "right",
    isWideOnly: true,
    cell: ({ launchedAt, finishedAt }) => <Duration from={launchedAt} to={finishedAt} />,
  },
];

type Props = {
  label: string;
  pipelines: readonly PipelineSummary[];
  /** See `useHeldRows`. */
  of?: string | null;
  /** What can be done with each. */
  action?: (pipeline: PipelineSummary) => ReactNode;
  /** Shown where there are none. */
  empty?: ReactNode;
  /** A column before all others. */
  lead?: Column<PipelineSummary>;
};

/** Pipelines, a row each. */
export function PipelineTable({ pipelines, action, lead, ...rest }: Props) {
  const actions = {
    id: "actions",
    head: <span className="visually-hidden">Actions</span>,
    align: "right",
    isWideOnly: true,
  } as const;
  const columns = [
    ...(lead === undefined ? [] : [lead]),
    ...(action === undefined ? COLUMNS : COLUMNS.map((column) => withAction(column, action))),
    ...(action === undefined ? [] : [{ ...actions, cell: action }]),
  ];
  return <DataTable {...rest} columns={columns} rows={pipelines} keyOf={({ id }) => id} />;
}

/** Where there is no room for a column of actions, they stand below the name. */
function withAction(
  column: Column<PipelineSummary>,
  action: (pipeline: PipelineSummary) => ReactNode,
): Column<PipelineSummary> {
  if (column.id !== "name") return column;
  return {
    ...column,
    cell: (pipeline) => (
      <CellLines>
        {column.cell(pipeline)}
        <OnNarrow>{action(pipeline)}</OnNarrow>
      </CellLines>
    ),
  };
}
