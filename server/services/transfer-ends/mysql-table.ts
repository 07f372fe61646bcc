import { type MysqlColumn, mysqlColumn } from "#engine/transfers/mysql-column.ts";
import type { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { TransferProblem } from "./transfer-problem.ts";

type Connection = Awaited<ReturnType<typeof connectMysql>>;

/**
 * The columns of a table that a transfer writes, with what each takes.
 *
 * @throws TransferProblem where the table is none that a transfer may write these columns to.
 */
export async function mysqlTable(
  connection: Connection,
  table: string,
  columns: readonly string[],
): Promise<readonly (readonly [name: string, kind: MysqlColumn])[]> {
  const [name = "", schema = null] = table.split(".").reverse();
  const [known] = await connection.query(
    "SELECT column_name AS name, column_type AS type, extra, is_nullable AS nullable FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?",
    [schema, name],
  );
  const found = known as { name: string; type: string; extra: string; nullable: string }[];
  if (found.length === 0) throw new TransferProblem(`there is no table ${table}`);
  const types = columns.map((column) => {
    const its = found.find((each) => each.name === column);
    if (its === undefined)
      throw new TransferProblem(
        `the table ${table} has no column ${column}: it has ${found.map((each) => each.name).join(", ")}`,
      );
    if (/GENERATED/i.test(its.extra) && !/DEFAULT_GENERATED/i.test(its.extra))
      throw new TransferProblem(`the column ${column} of ${table} is worked out by the server`);
    const kind = mysqlColumn(its.type, its.nullable === "YES");
    if (kind === null)
      throw new TransferProblem(
        `the column ${column} of ${table} has the type ${its.type}, and of that it is not known which values the server would change`,
      );
    return [column, kind] as const;
  });
  const [indexed] = await connection.query(
    "SELECT index_name AS name, column_name AS part FROM information_schema.statistics WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ? AND non_unique = 0",
    [schema, name],
  );
  const parts = indexed as { name: string; part: string }[];
  const isWritten = parts.some(({ name: key }) =>
    parts.every((each) => each.name !== key || columns.includes(each.part)),
  );
  if (!isWritten)
    throw new TransferProblem(
      `the table ${table} has no primary or unique key of columns that the transfer writes: a row that is written again would be there twice`,
    );
  return types;
}
