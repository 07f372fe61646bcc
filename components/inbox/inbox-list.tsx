import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useCallback, useEffect, useEffectEvent, useRef } from "react";
import type { HeldRows } from "#components/ui/live/held-rows.ts";
import { LiveArea } from "#components/ui/live/live-area.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { InboxItem } from "#contract/prompts/inbox.ts";
import { DueTime } from "./prompt/due-time.tsx";
import styles from "./prompt/prompt.module.css";
import type { Listed } from "./use-inbox-list.ts";

/** A row is about so high; each is measured once it is in the page. */
const ROW_HEIGHT = 54;
const OVERSCAN = 10;
/** For the count of new prompts. */
const SPACE_ABOVE = 32;
const SPACE_BELOW = 8;

type Props = {
  /** In which state the prompts are. */
  state: InboxItem["state"];
  items: HeldRows<InboxItem>;
  chosen: number | null;
  /** The prompts whose answers are held. */
  heldIds: ReadonlySet<number>;
  /** How many there are beside those that are listed, and what asks for the next of them. */
  more: number;
  loadMore: Listed["loadMore"];
  onSee: Listed["see"];
  onChoose: (id: number) => void;
  /** What leads to other pages, below the list. */
  pages: ReactNode;
};

/**
 * Prompts as a list. One that is closed while a person looks at it keeps its place, and says so. Only the rows that are seen
 * are in the page, and the one that is read is brought into view.
 */
export function InboxList(props: Props) {
  const { state, items, chosen, heldIds, more, loadMore, onSee, onChoose, pages } = props;
  const { shown, newCount } = items;
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  });
  // It stays the same, so that an answer draws the rows anew that it changes, and not all that are seen.
  const choose = useCallback((id: number) => latest.current(id), []);
  const list = useRef<HTMLUListElement>(null);
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => list.current?.parentElement ?? null,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => shown[index]?.row.id ?? index,
    overscan: OVERSCAN,
    paddingStart: SPACE_ABOVE,
    paddingEnd: SPACE_BELOW,
  });
  const loadNext = useEffectEvent(() => void loadMore?.());
  const lastSeen = rows.range?.endIndex ?? 0;
  useEffect(() => {
    if (lastSeen >= shown.length - OVERSCAN) loadNext();
  }, [lastSeen, shown.length]);
  const firstSeen = rows.range?.startIndex ?? 0;
  const seen = shown.slice(firstSeen, lastSeen + 1).map(({ row }) => row.id);
  const see = useEffectEvent(() => onSee(chosen === null ? seen : [...seen, chosen]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: when others are seen, or they are other ones
  useEffect(() => see(), [seen.join(), chosen]);
  const place = shown.findIndex(({ row }) => row.id === chosen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is read: else no reader could scroll away
  useEffect(() => {
    if (place !== -1) rows.scrollToIndex(place, { align: "auto" });
  }, [chosen]);
  return (
    <LiveArea newCount={newCount} className={styles.side}>
      <ul
        ref={list}
        className={styles.list}
        aria-label={`${LIST_WORDS[state]} prompts`}
        style={{ height: rows.getTotalSize() }}
      >
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const held = shown[index];
          return held === undefined ? null : (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={shown.length + more}
              aria-posinset={index + 1}
            >
              <Row
                item={held.row}
                isGone={held.isGone}
                isChosen={held.row.id === chosen}
                isHeld={heldIds.has(held.row.id)}
                onChoose={choose}
              />
            </li>
          );
        })}
      </ul>
      {more > 0 && <p className={styles.more}>{more} more are listed as you go on.</p>}
      {pages}
    </LiveArea>
  );
}

const LIST_WORDS = { open: "Open", answered: "Answered", withdrawn: "Withdrawn" } as const;

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
  );
});

function When({ item, isGone, isHeld }: { item: InboxItem; isGone: boolean; isHeld: boolean }) {
  if (isHeld) return "Not sent yet";
  if (item.state !== "open") return <RelativeTime at={item.closedAt ?? item.openedAt} />;
  if (isGone) return "Closed";
  return item.dueAt === null ? <RelativeTime at={item.openedAt} /> : <DueTime at={item.dueAt} />;
}
