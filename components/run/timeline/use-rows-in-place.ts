import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import { rowsMoved } from "./geometry/rows-moved.ts";

type Rows = {
  /** What scrolls. */
  readonly area: RefObject<HTMLElement | null>;
  /** The keys of the rows in their order. */
  readonly shown: readonly string[];
  /** The key of the row that the keyboard is at, or that is selected. */
  readonly active: string | null;
  readonly rowHeight: number;
  readonly axisHeight: number;
  /** Scrolls to a place, if it is not seen. */
  readonly scrollTo: (place: number) => void;
};

/** Keeps the row that somebody looks at where it is when others come above it, and shows a row that becomes active. */
export function useRowsInPlace({ area, shown, active, rowHeight, axisHeight, scrollTo }: Rows): void {
  const before = useRef(shown);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = shown;
    const box = area.current;
    if (box === null || last === shown) return;
    const first = Math.ceil(box.scrollTop / rowHeight);
    const count = Math.floor((box.clientHeight - axisHeight) / rowHeight);
    const moved = rowsMoved(last, shown, { first, count: Math.max(1, count) }, active);
    if (moved !== 0) box.scrollTop += moved * rowHeight;
  }, [area, shown, active, rowHeight, axisHeight]);
  const show = useEffectEvent((key: string) => {
    const place = shown.indexOf(key);
    if (place >= 0) scrollTo(place);
  });
  useEffect(() => {
    if (active !== null) show(active);
  }, [active]);
}
