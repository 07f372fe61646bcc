import type { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { TransferProblem } from "./transfer-problem.ts";

type Connection = Awaited<ReturnType<typeof connectMysql>>;

/** What the client knows of a prepared statement, and does not say in its types. */
type Prepared = {
  readonly statement: { readonly columns: readonly { readonly name: string; readonly columnType: number }[] };
};

/** Numbers of the protocol: whole numbers (TINY, SHORT, LONG, LONGLONG, INT24) and times (TIMESTAMP, DATE, DATETIME, NEWDATE). */
const CURSOR_TYPES: ReadonlySet<number> = new Set([1, 2, 3, 8, 9, 7, 10, 12, 14]);

/**
 * Has a query prepared, which executes nothing of it, and judges the columns that it would give.
 *
 * @param fields must be among them, besides the cursor.
 * @throws TransferProblem
 */
export async function checkQuery(
  connection: Connection,
  {
    query,
    cursor,
    fields,
  }: { readonly query: string; readonly cursor: string; readonly fields: readonly string[] },
): Promise<void> {
  const inner = query.trim().replace(/;$/, "");
  const prepared = await connection.prepare(`SELECT q.* FROM (${inner}) AS q`);
  const { columns } = (prepared as unknown as Prepared).statement;
  const names = columns.map(({ name }) => name);
  const missing = [cursor, ...fields].find((field) => !names.includes(field));
  if (missing !== undefined)
    throw new TransferProblem(`the query gives no column ${missing}: it gives ${names.join(", ")}`);
  const type = columns.find(({ name }) => name === cursor)?.columnType;
  if (type !== undefined && !CURSOR_TYPES.has(type))
    throw new TransferProblem(`the cursor ${cursor} is neither a whole number nor a time`);
}
