import type { Side } from "#components/draft/diff-address.ts";
import { CopyButton } from "#components/ui/buttons/copy-button.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { CellLine, CellLines, OnNarrow, Quiet } from "#components/ui/rows/cells.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { ListedRevision } from "#contract/graphs/revisions.ts";
import { pipelinesWords } from "./pipelines-words.ts";
import styles from "./revision-list.module.css";

/** The columns of the list of revisions. On a narrow screen the first two say what the others do. */
export function columnsOf(
  name: string,
  chosen: readonly Side[],
  onToggle: (side: Side) => void,
): readonly Column<ListedRevision>[] {
  const path = `/graphs/${encodeURIComponent(name)}`;
  return [
    {
      id: "compare",
      head: <span className="visually-hidden">Compare</span>,
      cell: ({ number }) => (
        <Checkbox
          label={<span className="visually-hidden">Compare @{number}</span>}
          checked={chosen.includes(number)}
          onCheckedChange={() => onToggle(number)}
        />
      ),
    },
    {
      id: "number",
      head: "Revision",
      cell: (each) => (
        <CellLines>
          <CellLine>
            <Link href={`${path}?revision=${each.number}`}>{`@${each.number}`}</Link>
            {each.retired !== null && <Badge tone="warn">Retired</Badge>}
          </CellLine>
          <OnNarrow>
            <NoteCell each={each} />
            <Quiet>Pipelines:</Quiet>
            <Pipelines each={each} />
            <Sealed each={each} />
          </OnNarrow>
        </CellLines>
      ),
    },
    { id: "note", head: "Note", isWideOnly: true, cell: (each) => <NoteCell each={each} /> },
    { id: "pipelines", head: "Pipelines", isWideOnly: true, cell: (each) => <Pipelines each={each} /> },
    { id: "sealed", head: "Sealed", isWideOnly: true, cell: (each) => <Sealed each={each} /> },
    {
      id: "digest",
      head: "Digest",
      isWideOnly: true,
      cell: ({ number, digest }) => (
        <span className={styles.digest}>
          <code title={digest}>{digest.slice(7, 19)}…</code>{" "}
          <CopyButton text={digest} label={`Copy the digest of @${number}`} />
        </span>
      ),
    },
  ];
}

function Sealed({ each: { sealedAt, sealedBy } }: { each: ListedRevision }) {
  return (
    <Quiet>
      <RelativeTime at={sealedAt} /> by <bdi>{sealedBy}</bdi>
    </Quiet>
  );
}

function NoteCell({ each: { note, retired, warnings, withoutReason } }: { each: ListedRevision }) {
  return (
    <div className={styles.note}>
      {note !== null && (
        <bdi className={styles.text} title={note}>
          {note}
        </bdi>
      )}
      {retired !== null && (
        <Quiet>
          Retired by <bdi>{retired.by}</bdi>: <bdi>{retired.reason}</bdi>
        </Quiet>
      )}
      {warnings > 0 && (
        <Quiet>
          Sealed over {warnings === 1 ? "1 warning" : `${warnings.toLocaleString("en")} warnings`}
          {withoutReason > 0 && `, ${withoutReason.toLocaleString("en")} without a reason`}
        </Quiet>
      )}
    </div>
  );
}

function Pipelines({ each: { pipelines } }: { each: ListedRevision }) {
  const { text, failed } = pipelinesWords(pipelines);
  return (
    <CellLine>
      <Quiet>{text}</Quiet>
      {failed !== null && <Badge tone="bad">{failed}</Badge>}
    </CellLine>
  );
}
