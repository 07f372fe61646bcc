import { EllipsisVertical } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/buttons/button.tsx";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Menu } from "#components/ui/overlays/menu.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { StreamEntry } from "#contract/stream-entries.ts";
import { countWords } from "../shown/stream-words.ts";
import { FieldsLine, ShortText } from "./entry-text.tsx";
import styles from "./one.module.css";

type Props = {
  letters: readonly StreamEntry[];
  /** Why nothing may be done with them; null where it may. */
  refused: string | null;
  onShow: (id: string) => void;
  onAct: (act: "put-back" | "remove", id: string) => void;
  /** See `useHeldRows`. */
  of: string | null;
  empty: ReactNode;
};

const FOREIGN =
  "It has no record as fields: it came from a table or a web server, has thousands of fields, or is of another program. So it cannot be put back.";

/** Dead letters, a row each: why, from where, and what can be done. */
export function LetterTable({ letters, refused, onShow, onAct, ...rest }: Props) {
  const columns: readonly Column<StreamEntry>[] = [
    {
      id: "reason",
      head: "Reason",
      cell: (entry) => (
        <div className={styles.cell}>
          <Reason entry={entry} />
          <span className={styles.narrow}>
            <FieldsLine entry={entry} />
          </span>
        </div>
      ),
    },
    { id: "record", head: "Record", isWideOnly: true, cell: (entry) => <FieldsLine entry={entry} /> },
    {
      id: "actions",
      head: <span className="visually-hidden">Actions</span>,
      align: "right",
      cell: ({ id, letter }) => (
        <span className={styles.buttons}>
          <Button
            size="small"
            aria-label={`Put ${id} back`}
            refused={refused ?? (letter?.canPutBack === true ? null : FOREIGN)}
            onClick={() => onAct("put-back", id)}
          >
            Put back
          </Button>
          <Menu
            trigger={
              <IconButton size="small" label={`More for ${id}`} icon={<EllipsisVertical aria-hidden />} />
            }
            items={[
              { label: "Show all", onSelect: () => onShow(id) },
              { label: "Remove", refused, isDangerous: true, onSelect: () => onAct("remove", id) },
            ]}
          />
        </span>
      ),
    },
  ];
  return <DataTable {...rest} label="Dead letters" columns={columns} rows={letters} keyOf={({ id }) => id} />;
}

function Reason({ entry: { id, at, letter } }: { entry: StreamEntry }) {
  return (
    <>
      {letter === null ? "Written by somebody else" : <ShortText text={letter.reason} />}
      <span className={styles.quiet}>
        {at === null ? id : <RelativeTime at={at} />}
        {letter !== null && (
          <>
            , {letter.by} <bdi>{letter.from.text}</bdi>
            {letter.deliveries !== null && `, given ${countWords(letter.deliveries)} times`}, was{" "}
            <bdi>{letter.originalId.text}</bdi>
          </>
        )}
      </span>
    </>
  );
}
