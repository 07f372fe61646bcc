import { type KeyboardEvent, useState } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { ShownRow } from "./below/shown-rows.ts";
import type { useTimeRange } from "./use-time-range.ts";

type Acts = {
  /** So many rows are seen at once. */
  readonly page: number;
  /** Null: no track is chosen any more. */
  readonly choose: (row: ShownRow | null) => void;
  /** Opens or closes what is below a row. */
  readonly toggle: (row: ShownRow) => void;
  readonly zoom: Pick<ReturnType<typeof useTimeRange>, "zoomIn" | "zoomOut" | "fit" | "back" | "on">;
};

type Moved = { readonly to: string; readonly place: number; readonly from: string | null };

/**
 * The keys of the timeline: up and down go from row to row, Enter selects the track, Escape selects none; left and right
 * close and open what is below a row, and elsewhere move along the axis, as they do with Shift; + and - zoom, 1 shows all.
 *
 * @param chosen the key of the selected row; it is where the keyboard begins.
 */
export function useRowKeys(
  rows: readonly ShownRow[],
  chosen: string | null,
  { page, choose, toggle, zoom }: Acts,
) {
  const [moved, setMoved] = useState<Moved | null>(null);
  // Another selected track is where the keys go on from.
  const isMoved = moved !== null && moved.from === chosen;
  const wanted = isMoved ? moved.to : chosen;
  const found = wanted === null ? -1 : rows.findIndex(({ key }) => key === wanted);
  // A row that is gone, as it was below one that was closed: the keyboard stays where it was.
  const at = found < 0 && isMoved ? Math.min(moved.place, rows.length - 1) : found;
  const row = at < 0 ? null : (rows[at] ?? null);
  const goTo = (place: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, place));
    const key = rows[to]?.key;
    if (key !== undefined) setMoved({ to: key, place: to, from: chosen });
  };
  const select = (wantedRow: ShownRow) => {
    const { key } = wantedRow;
    const place = rows.findIndex((each) => each.key === key);
    // What is below is looked at on another page: here the selected track stays.
    setMoved({ to: key, place, from: wantedRow.kind === "track" ? key : chosen });
    choose(wantedRow);
  };
  const selectActive = () => {
    if (row !== null) select(row);
  };
  const turn = (isOpening: boolean, move: () => void) => () => {
    if (row !== null && row.opens !== null && row.opens.isOpen !== isOpening) toggle(row);
    else move();
  };
  const acts: ReadonlyMap<string, () => void> = new Map([
    ["ArrowDown", () => goTo(at + 1)],
    ["ArrowUp", () => goTo(at - 1)],
    ["PageDown", () => goTo(at + page)],
    ["PageUp", () => goTo(at - page)],
    ["Home", () => goTo(0)],
    ["End", () => goTo(rows.length - 1)],
    ["Enter", selectActive],
    [" ", selectActive],
    ["Escape", () => choose(null)],
    ["ArrowLeft", turn(false, zoom.back)],
    ["ArrowRight", turn(true, zoom.on)],
    ["+", zoom.zoomIn],
    ["=", zoom.zoomIn],
    ["-", zoom.zoomOut],
    ["1", zoom.fit],
  ]);
  const alongAxis: ReadonlyMap<string, () => void> = new Map([
    ["ArrowLeft", zoom.back],
    ["ArrowRight", zoom.on],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    // A link or a button of a row has its own keys.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = pressedKey(event) ?? "";
    const act = (event.shiftKey ? alongAxis.get(key) : undefined) ?? acts.get(key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return { active: row?.key ?? null, choose: select, onKeyDown };
}
