import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { durationWords } from "#components/ui/duration-words.ts";
import type { GraphStatistics } from "#contract/pipelines/statistics.ts";
import styles from "./statistics.module.css";

const COLUMNS: readonly Column<GraphStatistics>[] = [
  {
    id: "name",
    head: "Graph",
    cell: ({ name, isDeleted }) =>
      isDeleted ? (
        <span className={styles.name}>
          <bdi>{name}</bdi> <span className={styles.quiet}>deleted</span>
        </span>
      ) : (
        <Link className={styles.name} href={`/graphs/${encodeURIComponent(name)}/history`}>
          <bdi>{name}</bdi>
        </Link>
      ),
  },
  { id: "ended", head: "Ended", align: "right", cell: ({ ended }) => ended.toLocaleString("en-GB") },
  { id: "failed", head: "Failed", align: "right", cell: ({ failed }) => failed.toLocaleString("en-GB") },
  { id: "rate", head: "Succeeded", align: "right", isWideOnly: true, cell: (graph) => <Rate of={graph} /> },
  {
    id: "median",
    head: "Half within",
    align: "right",
    isWideOnly: true,
    cell: ({ median }) => durationWords(median),
  },
  { id: "p95", head: "95 % within", align: "right", cell: ({ p95 }) => durationWords(p95) },
];

type Props = {
  graphs: readonly GraphStatistics[];
  others: number;
  /** See `useHeldRows`. */
  of: string | null;
};

/** The graphs whose pipelines took longest in all, the slowest first. */
export function GraphTable({ graphs, others, of }: Props) {
  return (
    <section className={styles.part} aria-labelledby="statistics-graphs">
      <header>
        <h2 id="statistics-graphs">Graphs</h2>
        <p className={styles.quiet}>
          Run times are from launch to end, and at most a fifth off. The slowest graph is first.
        </p>
      </header>
      <DataTable label="Graphs" columns={COLUMNS} rows={graphs} keyOf={({ id }) => id} of={of} />
      {others > 0 && (
        <p className={styles.quiet}>
          {others.toLocaleString("en-GB")} more pipelines of other graphs ended. Only the {graphs.length}{" "}
          graphs are shown whose pipelines took longest in all.
        </p>
      )}
    </section>
  );
}

function Rate({ of: { ended, succeeded } }: { of: GraphStatistics }) {
  const share = Math.floor((100 * succeeded) / Math.max(1, ended));
  return (
    <span className={styles.rate}>
      <span aria-hidden className={styles.track}>
        <span style={{ width: `${share}%` }} />
      </span>
      {share} %
    </span>
  );
}
