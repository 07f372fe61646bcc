import type { ReactNode } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import { RelativeTime, TimeUntil } from "#components/ui/relative-time.tsx";
import { CellLine, CellLines, OnNarrow, Quiet } from "#components/ui/rows/cells.tsx";
import type { NoticeLogEntry } from "#contract/triggers/notices.ts";
import styles from "./notices.module.css";
import { NoticeBadge } from "./shown/notice-badge.tsx";

type Props = {
  entries: readonly NoticeLogEntry[];
  /** See `useHeldRows`. */
  of: string | null;
  /** Why whoever looks may not send one again; null where they may. */
  refused: string | null;
  /** The one that is being asked for. */
  sending: number | null;
  onSendAgain: (id: number) => void;
  empty: ReactNode;
};

/** Notices of a rule, a row each, with each try. */
export function NoticeTable({ entries, refused, sending, onSendAgain, ...rest }: Props) {
  const columns: readonly Column<NoticeLogEntry>[] = [
    {
      id: "notice",
      head: "Notice",
      cell: ({ title, pipelineId, madeAt, reason, tries }) => (
        <CellLines>
          {pipelineId === null ? (
            <bdi>{title}</bdi>
          ) : (
            <Link href={`/pipelines/${pipelineId}`}>
              <bdi>{title}</bdi>
            </Link>
          )}
          <Quiet>
            <RelativeTime at={madeAt} />
          </Quiet>
          {/* A narrow screen has no column for it. */}
          {tries.length > 0 && (
            <OnNarrow>
              Try {tries.length}: <bdi>{tries.at(-1)?.answer}</bdi>
            </OnNarrow>
          )}
          {reason !== null && tries.length === 0 && (
            <Quiet>
              <LongText text={reason} title="Reason" />
            </Quiet>
          )}
        </CellLines>
      ),
    },
    {
      id: "state",
      head: "State",
      cell: ({ state, dueAt, tries }) => (
        <CellLine>
          <NoticeBadge state={state} isRetried={tries.length > 0} />
          {dueAt !== null && (state === "held" || tries.length > 0) && (
            <Quiet>
              <TimeUntil at={dueAt} />
            </Quiet>
          )}
        </CellLine>
      ),
    },
    { id: "tries", head: "Tries", isWideOnly: true, cell: (entry) => <Tries tries={entry.tries} /> },
    {
      id: "again",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: ({ id, title }) => (
        <Button
          size="small"
          look="quiet"
          refused={refused}
          isBusy={sending === id}
          aria-label={`Send again: ${title}`}
          onClick={() => onSendAgain(id)}
        >
          Send again
        </Button>
      ),
    },
  ];
  return (
    <DataTable {...rest} isStacked label="Sent" columns={columns} rows={entries} keyOf={({ id }) => id} />
  );
}

/** The last try, and the others on demand. */
function Tries({ tries }: Pick<NoticeLogEntry, "tries">) {
  const last = tries.at(-1);
  if (last === undefined) return null;
  if (tries.length === 1) return <Try {...last} />;
  return (
    <details>
      <summary>
        <Quiet>
          {tries.length} tries, the last: <bdi>{last.answer}</bdi>
        </Quiet>
      </summary>
      <ol className={styles.tries}>
        {tries.map((each) => (
          <li key={each.at.getTime()}>
            <Try {...each} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Try({ at, isSent, answer }: NoticeLogEntry["tries"][number]) {
  return (
    <Quiet>
      {isSent ? "Sent" : "Failed"} <RelativeTime at={at} />: <LongText text={answer} title="Answer" />
    </Quiet>
  );
}
