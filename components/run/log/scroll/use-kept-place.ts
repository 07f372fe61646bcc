import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { LogLines } from "#engine/log/log-lines.ts";
import type { FoldedRows } from "../folds/folded-rows.ts";

/** Where other lines take the place of these, as the whole log does of a part of it, the reader stays where they are. */
export function useKeptPlace(
  lines: LogLines,
  shown: FoldedRows,
  rows: Virtualizer<HTMLDivElement, Element>,
  isFollowing: boolean,
  /** The line to which the log was scrolled; null once the reader has scrolled it. */
  targetNow: () => number | null,
): void {
  const top = useRef<number | null>(null);
  useEffect(() => {
    const row = rows.getVirtualItemForOffset(rows.scrollOffset ?? 0)?.index;
    return () => {
      top.current = row === undefined ? null : shown.lineAt(row);
    };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the lines are others
  useEffect(() => {
    const target = targetNow();
    const line = target ?? top.current;
    const row = line === null ? null : shown.rowOf(line);
    // What was linked to may not be in view yet, where the lines come one shortly after the other.
    if (row !== null && !isFollowing)
      rows.scrollToIndex(row, { align: target === null ? "start" : "center" });
  }, [lines]);
}
