import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { LogLines } from "#client/log/log-lines.ts";
import type { FoldedRows } from "./folds/folded-rows.ts";

/** Where other lines take the place of these, as the whole log does of a part of it, the reader stays where they are. */
export function useKeptPlace(
  lines: LogLines,
  shown: FoldedRows,
  rows: Virtualizer<HTMLDivElement, Element>,
  isFollowing: boolean,
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
    const row = top.current === null ? null : shown.rowOf(top.current);
    if (row !== null && !isFollowing) rows.scrollToIndex(row, { align: "start" });
  }, [lines]);
}
