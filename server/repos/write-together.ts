import type { SQL } from "drizzle-orm";
import { MySqlDialect } from "drizzle-orm/mysql-core";
import { flushIfFull, holdStatement, type Queries } from "#platform/database/db.ts";
import type { SqlValue, Statement } from "#platform/database/statement.ts";

/** A statement that only writes. A repo makes it, and it is carried out together with others. */
export type Write = Statement & {
  /** How many rows it must match. Another number means that another process wrote without the pipeline's lock. */
  readonly matches?: number;
  /** The word after which one more condition may be added to the end of its text: see `HeldStatement`. */
  readonly goesOn?: "and" | "where";
  /** True where its first value is a number, which can carry the guard of the write before it: see `HeldStatement`. */
  readonly takesGuard?: true;
};

const DIALECT = new MySqlDialect();

/** A statement of the query builder. It takes as long to build as to carry out: those of a settlement are text. */
export function builtStatement(built: SQL): Statement {
  const { sql, params } = DIALECT.sqlToQuery(built);
  return { text: sql, values: params as SqlValue[] };
}

/**
 * Carries out writes in order before the next statement of the transaction or before its COMMIT, in the same trip. A
 * trip costs 0.1 to 0.4 ms while scripts use the same cores. See docs/decisions/030-speed.md.
 *
 * A write that does not match the number of rows that it must makes that trip fail with `RowsNotAsRead`.
 */
export async function writeTogether(tx: Queries, writes: readonly Write[]): Promise<void> {
  for (const write of writes) {
    holdStatement(tx, write);
    await flushIfFull(tx);
  }
}

/** Keeps writes for the next trip of the transaction, which may be that of its COMMIT. */
export function holdWrites(tx: Queries, writes: readonly Write[]): void {
  for (const write of writes) holdStatement(tx, write);
}
