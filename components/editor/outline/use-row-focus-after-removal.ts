import { type FocusEvent, type RefObject, useEffect, useRef } from "react";
import { keyOf, type Row } from "./outline-list.ts";

/**
 * Where the row that has the focus is taken away, the row that stands in its place has it, else the one before, else the
 * first button of the outline.
 *
 * @returns what the list of the rows listens to.
 */
export function useRowFocusAfterRemoval(outline: RefObject<HTMLElement | null>, rows: readonly Row[]) {
  const held = useRef<{ readonly element: Element; readonly key: string | null } | null>(null);
  const shown = useRef(rows);
  useEffect(() => {
    const before = shown.current;
    shown.current = rows;
    const { element, key } = held.current ?? {};
    if (element === undefined || element.isConnected || document.activeElement !== document.body) return;
    held.current = null;
    const left = new Map(rows.map((row, index) => [keyOf(row), index]));
    const from = before.findIndex((row) => keyOf(row) === key);
    const next = [...before.slice(from), ...before.slice(0, from).reverse()].find((row) =>
      left.has(keyOf(row)),
    );
    const place = next === undefined ? "" : `[data-index="${left.get(keyOf(next))}"] `;
    outline.current?.querySelector<HTMLElement>(`${place}button`)?.focus();
  }, [outline, rows]);
  return {
    onFocus: ({ target }: FocusEvent) => {
      const index = target.closest("[data-index]")?.getAttribute("data-index");
      held.current = { element: target, key: keyOf(shown.current[Number(index)]) };
    },
    // It is not told of an element that is taken away.
    onBlur: () => {
      held.current = null;
    },
  };
}
