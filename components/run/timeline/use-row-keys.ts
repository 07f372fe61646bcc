import { type KeyboardEvent, useState } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { useTimeRange } from "./use-time-range.ts";

type Acts = {
  /** So many rows are seen at once. */
  readonly page: number;
  /** Null: no track is chosen any more. */
  readonly choose: (number: number | null) => void;
  readonly zoom: Pick<ReturnType<typeof useTimeRange>, "zoomIn" | "zoomOut" | "fit" | "back" | "on">;
};

/**
 * The keys of the timeline: up and down go from row to row, Enter selects the track, Escape selects none; left and right
 * move along the axis, + and - zoom, 1 shows all.
 *
 * @param rows the numbers of the vertices in the order of the rows.
 * @param chosen the number of the selected one; it is where the keys begin.
 */
export function useRowKeys(rows: readonly number[], chosen: number | null, { page, choose, zoom }: Acts) {
  const [moved, setMoved] = useState<{ readonly to: number; readonly from: number | null } | null>(null);
  // Another selected track is where the keys go on from.
  const active = moved !== null && moved.from === chosen ? moved.to : chosen;
  const goTo = (place: number) => {
    const to = rows[Math.max(0, Math.min(rows.length - 1, place))];
    if (to !== undefined) setMoved({ to, from: chosen });
  };
  const select = (number: number) => {
    setMoved({ to: number, from: number });
    choose(number);
  };
  const selectActive = () => {
    if (active !== null) select(active);
  };
  const at = active === null ? -1 : rows.indexOf(active);
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
    ["ArrowLeft", zoom.back],
    ["ArrowRight", zoom.on],
    ["+", zoom.zoomIn],
    ["=", zoom.zoomIn],
    ["-", zoom.zoomOut],
    ["1", zoom.fit],
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = acts.get(pressedKey(event) ?? "");
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  return { active, choose: select, onKeyDown };
}
