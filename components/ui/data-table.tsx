"use client";

import type { ReactNode } from "react";
import styles from "./data-table.module.css";
import { Gone } from "./live/gone.tsx";
import { LiveArea } from "./live/live-area.tsx";
import { useHeldRows } from "./live/use-held-rows.ts";

export type Column<Row> = {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "right";
  /** Left out below 640 px: what the others say must be enough there. */
  readonly isWideOnly?: boolean;
  /** Where cells stand one below the other, its head stands before its text: for text that does not say what it is. */
  readonly isNamed?: boolean;
  /** Its text may be long and without a place to break: it gives way, and keeps some room for itself. */
  readonly isLong?: boolean;
};

type Props<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** See `useHeldRows`. */
  of?: string | null;
  /** Below 640 px the cells of a row stand one below the other: for rows of which no column says enough. */
  isStacked?: boolean;
  /** Shown where there are no rows. */
  empty?: ReactNode;
};

/**
 * A dense table. The link of a row is in one of its cells, so that Tab and screen readers find it. Its rows stay where
 * they are while somebody points at it. `rows` is the same array as long as nothing has changed.
 */
export function DataTable<Row>({ label, columns, rows, keyOf, of = "", isStacked, empty }: Props<Row>) {
  const { shown, newCount } = useHeldRows(rows, keyOf, { of });
  if (shown.length === 0 && empty !== undefined) return empty;
  return (
    <LiveArea newCount={newCount} className={styles.frame}>
      <table className={styles.table} aria-label={label} data-stacked={isStacked || undefined}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                data-align={column.align}
                data-wide={column.isWideOnly || undefined}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, isGone }) => (
            <tr key={keyOf(row)} data-gone={isGone || undefined}>
              {columns.map((column, place) => (
                <td
                  key={column.id}
                  data-align={column.align}
                  data-wide={column.isWideOnly || undefined}
                  data-long={column.isLong || undefined}
                  data-head={column.isNamed && typeof column.head === "string" ? column.head : undefined}
                >
                  {column.cell(row)}
                  {isGone && place === 0 && <Gone />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </LiveArea>
  );
}
