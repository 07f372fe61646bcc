import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import type { StreamReader } from "#contract/flow/streams.ts";
import { countWords, readerKind, readerName } from "../shown/stream-words.ts";
import type { KnownState } from "../shown/use-stream-states.ts";
import styles from "./one.module.css";

const NONE: readonly StreamReader[] = [];

/** Who reads a stream, and how far each is. */
export function ReaderTable({ state }: { state: KnownState }) {
  if (state === undefined || state.isUnread) return null;
  const readers = state.readers.length === 0 ? NONE : state.readers;
  return (
    <section className={styles.section} aria-labelledby="readers">
      <h2 id="readers">Read by</h2>
      <DataTable
        label="Read by"
        columns={COLUMNS}
        rows={readers}
        keyOf={({ group }) => group}
        empty={
          <p className={styles.quiet}>
            {state.problem === null
              ? "No trigger, no transfer and no group of another program."
              : "No trigger and no transfer. Other readers are not known now."}
          </p>
        }
      />
    </section>
  );
}

function ReaderLink(reader: StreamReader) {
  const { trigger, transfer } = reader;
  const name = <bdi>{readerName(reader)}</bdi>;
  if (trigger !== null) return <Link href={`/triggers/${encodeURIComponent(trigger)}`}>{name}</Link>;
  if (transfer !== null) return <Link href={`/graphs/${encodeURIComponent(transfer.graph)}`}>{name}</Link>;
  return name;
}

const COLUMNS: readonly Column<StreamReader>[] = [
  {
    id: "name",
    head: "Reader",
    cell: (reader) => (
      <div className={styles.cell}>
        <ReaderLink {...reader} />
        <span className={styles.quiet}>{readerKind(reader)}</span>
      </div>
    ),
  },
  { id: "waiting", head: "Not given yet", align: "right", cell: ({ waiting }) => countText(waiting) },
  { id: "pending", head: "In work", align: "right", cell: ({ pending }) => countText(pending) },
];

function countText(count: number | null): string {
  return count === null ? "–" : countWords(count);
}
