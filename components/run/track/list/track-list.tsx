import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import { usePipelineNow, useSummary } from "../../store/pipeline-store.ts";
import { spanOf } from "./time-span.ts";
import { filteredTracks, type TrackFilter } from "./track-filter.ts";
import styles from "./track-list.module.css";
import { TrackRow } from "./track-row.tsx";
import { TrackTools } from "./track-tools.tsx";

/** The same in the style sheet. */
const ROW_HEIGHT = 30;
const OVERSCAN = 8;
/** So many are found by looking. */
const FEW = 20;

type Props = {
  chosen: string | null;
  onChoose: (vertex: string) => void;
  filter: TrackFilter;
  onFilter: (filter: TrackFilter) => void;
};

/**
 * The tracks as a list, in the graph's order: the canvas for the keyboard, and a timeline of who ran when. Only the rows
 * that are seen are in the page.
 */
export function TrackList({ chosen, onChoose, filter, onFilter }: Props) {
  const tracks = usePipelineNow((now) => now.tracks);
  const { counts } = useSummary();
  const shown = useMemo(() => filteredTracks(tracks.values(), filter), [tracks, filter]);
  const { from, length } = useMemo(() => spanOf(tracks.values()), [tracks]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  // All rows are of one height. Keys of its own would have it place all of them again with each change of a track.
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  /** The arrow keys move from row to row, also to one that is not in the page yet. */
  const onKeyDown = (event: KeyboardEvent) => {
    const row = (event.target as Element).closest<HTMLElement>("[data-index]");
    if (row === null) return;
    const next = rowAfter(pressedKey(event), Number(row.dataset["index"]), shown.length);
    if (next === null) return;
    event.preventDefault();
    rows.scrollToIndex(next);
    // The row is in the page with the next frame.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-index="${next}"] button`)?.focus(),
    );
  };
  return (
    <div className={styles.panel}>
      {tracks.size > FEW && (
        <TrackTools counts={counts} filter={filter} onFilter={onFilter} shown={shown.length} />
      )}
      {shown.length === 0 && <p className={styles.none}>No track is like that.</p>}
      <div ref={scroller} className={styles.rows}>
        <ul
          ref={list}
          className={styles.list}
          aria-label="Tracks"
          style={{ height: rows.getTotalSize() }}
          onKeyDown={onKeyDown}
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const track = shown[index];
            return track === undefined ? null : (
              <li
                key={track.vertex}
                data-index={index}
                className={styles.place}
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={shown.length}
                aria-posinset={index + 1}
              >
                <TrackRow
                  track={track}
                  isChosen={track.vertex === chosen}
                  from={from}
                  length={length}
                  onChoose={onChoose}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** The row that a key leads to; null where it leads nowhere. */
function rowAfter(key: string | null, index: number, count: number): number | null {
  const next =
    key === "ArrowDown"
      ? index + 1
      : key === "ArrowUp"
        ? index - 1
        : key === "Home"
          ? 0
          : key === "End"
            ? count - 1
            : null;
  return next === null || next < 0 || next >= count ? null : next;
}
