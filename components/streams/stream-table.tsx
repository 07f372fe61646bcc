import type { ReactNode } from "react";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { Clamped } from "#components/ui/rows/cells.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import { folderText } from "#engine/rights/folder-path.ts";
import { LengthText } from "./shown/length-text.tsx";
import { countWords, readersWords } from "./shown/stream-words.ts";
import { type KnownState, useStreamStates } from "./shown/use-stream-states.ts";
import { streamPath } from "./stream-path.ts";
import styles from "./streams.module.css";

type Props = {
  streams: readonly StreamView[];
  /** See `useHeldRows`. */
  of: string;
  empty: ReactNode;
};

/** Record streams, a row each: where it is, how full, who reads it. A Redis that is away is said in the row. */
export function StreamTable({ streams, of, empty }: Props) {
  const stateOf = useStreamStates(streams);
  const columns: readonly Column<StreamView>[] = [
    {
      id: "name",
      isLong: true,
      head: "Stream",
      cell: (stream) => (
        <div className={styles.name}>
          <Link href={streamPath(stream.name)}>
            <bdi>{stream.name}</bdi>
          </Link>
          <span className={styles.quiet}>
            <Clamped text={folderText(stream.folder)} />
          </span>
          <span className={styles.narrow}>
            <LengthText state={stateOf(stream.name)} maxLength={stream.maxLength} />
            <Readers state={stateOf(stream.name)} />
          </span>
        </div>
      ),
    },
    {
      id: "connection",
      isLong: true,
      head: "Connection",
      isWideOnly: true,
      cell: ({ connection, redisKey, name }) => (
        <div className={styles.name}>
          <bdi>{connection}</bdi>
          {redisKey !== name && (
            <span className={styles.quiet}>
              key <bdi title={redisKey}>{shortened(redisKey, 40)}</bdi>
            </span>
          )}
        </div>
      ),
    },
    {
      id: "records",
      isLong: true,
      head: "Records",
      isWideOnly: true,
      cell: ({ name, maxLength }) => <LengthText state={stateOf(name)} maxLength={maxLength} />,
    },
    {
      id: "readers",
      isLong: true,
      head: "Read by",
      isWideOnly: true,
      cell: ({ name }) => <Readers state={stateOf(name)} />,
    },
    {
      id: "dead",
      head: "Dead letters",
      align: "right",
      cell: ({ name }) => <DeadCount name={name} state={stateOf(name)} />,
    },
  ];
  return (
    <DataTable
      label="Record streams"
      columns={columns}
      rows={streams}
      keyOf={({ name }) => name}
      of={of}
      empty={empty}
    />
  );
}

function Readers({ state }: { state: KnownState }) {
  return (
    <span className={styles.quiet}>
      <bdi>{state === undefined || state.isUnread ? "" : shortened(readersWords(state.readers), 120)}</bdi>
    </span>
  );
}

function DeadCount({ name, state }: { name: string; state: KnownState }) {
  if (state === undefined || state.dead === null) return <span className={styles.quiet}>–</span>;
  if (state.dead === 0) return <span className={styles.quiet}>0</span>;
  return (
    <Link href={`${streamPath(name)}#dead`} aria-label={`${state.dead} dead letters of ${name}`}>
      <Badge tone="bad">{countWords(state.dead)}</Badge>
    </Link>
  );
}
