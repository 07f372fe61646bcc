import { memo, useCallback, useEffect, useRef } from "react";
import type { HeldRows } from "#components/ui/live/held-rows.ts";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { InboxItem } from "#contract/inbox.ts";
import { DueTime } from "./prompt/due-time.tsx";
import styles from "./prompt/prompt.module.css";

type Props = {
  items: HeldRows<InboxItem>;
  chosen: number | null;
  /** The prompts whose answers are held. */
  heldIds: ReadonlySet<number>;
  /** How many there are beside those that are listed. */
  more: number;
  onChoose: (id: number) => void;
};

/** Prompts as a list. One that is closed while a person looks at it keeps its place, and says so. */
export function InboxList({ items: { shown, newCount }, chosen, heldIds, more, onChoose }: Props) {
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  });
  // It stays the same, so that an answer draws the rows anew that it changes, and not a thousand.
  const choose = useCallback((id: number) => latest.current(id), []);
  return (
    <LiveArea newCount={newCount} className={styles.side}>
      <ul className={styles.list} aria-label="Open prompts">
        {shown.map(({ row, isGone }) => (
          <Row
            key={row.id}
            item={row}
            isGone={isGone}
            isChosen={row.id === chosen}
            isHeld={heldIds.has(row.id)}
            onChoose={choose}
          />
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>{more} more come when these are answered.</p>}
    </LiveArea>
  );
}

type RowProps = {
  item: InboxItem;
  isGone: boolean;
  isChosen: boolean;
  isHeld: boolean;
  onChoose: (id: number) => void;
};

const Row = memo(function Row({ item, isGone, isChosen, isHeld, onChoose }: RowProps) {
  const { id, vertex, pipeline, question, quorum } = item;
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-current={isChosen || undefined}
        onClick={() => onChoose(id)}
      >
        <strong>
          <bdi>{vertex}</bdi>
        </strong>
        <span className={styles.quiet}>
          <When item={item} isGone={isGone} isHeld={isHeld} />
        </span>
        <span className={styles.quiet}>
          <bdi>{pipeline.name}</bdi> #{pipeline.id}
          <bdi>{question === null ? "" : `: ${question}`}</bdi>
          {quorum !== null && ` (${quorum.given} of ${quorum.wanted})`}
        </span>
      </button>
    </li>
  );
});

function When({ item, isGone, isHeld }: { item: InboxItem; isGone: boolean; isHeld: boolean }) {
  if (isHeld) return "Not sent yet";
  if (item.state !== "open") return <RelativeTime at={item.closedAt ?? item.openedAt} />;
  if (isGone) return "Closed";
  return item.dueAt === null ? <RelativeTime at={item.openedAt} /> : <DueTime at={item.dueAt} />;
}
