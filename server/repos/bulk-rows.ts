import { type SQL, sql } from "drizzle-orm";

export type Cell = string | number | Buffer | null;

/**
 * Rows as a derived table, `(select … as a, … as b union all select …)`. It is the only form of a bulk join that MySQL
 * 8 and MariaDB share. All rows must have the same keys, which come from the code, never from a request.
 */
export function bulkRows(rows: readonly Readonly<Record<string, Cell>>[]): SQL {
  const [first] = rows;
  if (first === undefined) throw new RangeError("A derived table needs at least one row.");
  const names = Object.keys(first);
  const selects = rows.map((row, index) => {
    const cells = names.map((name) => {
      const cell = row[name] ?? null;
      return index === 0 ? sql`${cell} as ${sql.identifier(name)}` : sql`${cell}`;
    });
    return sql`select ${sql.join(cells, sql`, `)}`;
  });
  return sql`(${sql.join(selects, sql` union all `)})`;
}
