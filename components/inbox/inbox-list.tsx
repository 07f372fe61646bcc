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
  return (
    <LiveArea newCount={newCount} className={styles.side}>
      <ul className={styles.list} aria-label="Open prompts">
        {shown.map(({ row, isGone }) => (
          <li key={row.id}>
            <button
              type="button"
              className={styles.row}
              aria-current={row.id === chosen || undefined}
              onClick={() => onChoose(row.id)}
            >
              <strong>
                <bdi>{row.vertex}</bdi>
              </strong>
              <span className={styles.quiet}>
                <When item={row} isGone={isGone} isHeld={heldIds.has(row.id)} />
              </span>
              <span className={styles.quiet}>
                <bdi>{row.pipeline.name}</bdi> #{row.pipeline.id}
                <bdi>{row.question === null ? "" : `: ${row.question}`}</bdi>
                {row.quorum !== null && ` (${row.quorum.given} of ${row.quorum.wanted})`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={styles.more}>{more} more come when these are answered.</p>}
    </LiveArea>
  );
}

function When({ item, isGone, isHeld }: { item: InboxItem; isGone: boolean; isHeld: boolean }) {
  if (isHeld) return "Not sent yet";
  if (item.state !== "open") return <RelativeTime at={item.closedAt ?? item.openedAt} />;
  if (isGone) return "Closed";
  return item.dueAt === null ? <RelativeTime at={item.openedAt} /> : <DueTime at={item.dueAt} />;
}
