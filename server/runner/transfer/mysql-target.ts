import type { Json } from "#engine/model/graph-content.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import { type MysqlText, mysqlColumn } from "#engine/transfers/mysql-column.ts";
import type { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { type MovedRow, type SourceRow, type Target, TransferProblem, type WriteAnswer } from "./ends.ts";

type Connection = Awaited<ReturnType<typeof connectMysql>>;

/** Errors about a row whose state is a general one: a value is missing or wrong, or a check does not hold. */
const ROW_ERRORS: ReadonlySet<number> = new Set([1364, 1366, 3140, 3819, 4025]);
/** `VALUES()` is not wanted any more by newer servers. Older ones know no other word. */
const DEPRECATED = 1287;

/** A table of a MySQL or MariaDB. A row with the same primary or unique key is replaced, so it may be written again. */
export class MysqlTarget implements Target {
  private readonly connection: Connection;
  private readonly columns: readonly string[];
  private readonly texts: readonly MysqlText[];
  private readonly sql: { readonly before: string; readonly after: string };

  private constructor(
    connection: Connection,
    table: string,
    columns: readonly (readonly [name: string, text: MysqlText])[],
  ) {
    this.connection = connection;
    this.columns = columns.map(([name]) => name);
    this.texts = columns.map(([, text]) => text);
    const quoted = this.columns.map((name) => `\`${name}\``);
    this.sql = {
      before: `INSERT INTO ${table} (${quoted.join(", ")}) VALUES `,
      after: ` ON DUPLICATE KEY UPDATE ${quoted.map((name) => `${name} = VALUES(${name})`).join(", ")}`,
    };
  }

  /** @throws TransferProblem where the table is none that a transfer may write these columns to. */
  static async open(connection: Connection, table: string, columns: readonly string[]): Promise<MysqlTarget> {
    const [name = "", schema = null] = table.split(".").reverse();
    const [known] = await connection.query(
      "SELECT column_name AS name, column_type AS type, extra, is_nullable AS nullable FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?",
      [schema, name],
    );
    const found = known as { name: string; type: string; extra: string }[];
    if (found.length === 0) throw new TransferProblem(`there is no table ${table}`);
    const types = columns.map((column) => {
      const its = found.find((each) => each.name === column);
      if (its === undefined)
        throw new TransferProblem(
          `the table ${table} has no column ${column}: it has ${found.map((each) => each.name).join(", ")}`,
        );
      if (/GENERATED/i.test(its.extra) && !/DEFAULT_GENERATED/i.test(its.extra))
        throw new TransferProblem(`the column ${column} of ${table} is worked out by the server`);
      return [column, mysqlColumn(its.type)] as const;
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
    await connection.query(
      "SET SESSION sql_mode = CONCAT_WS(',', @@sql_mode, 'STRICT_ALL_TABLES', 'NO_ZERO_DATE', 'NO_ZERO_IN_DATE', 'ERROR_FOR_DIVISION_BY_ZERO'), time_zone = '+00:00'",
    );
    return new MysqlTarget(connection, `\`${table.replace(".", "`.`")}\``, types);
  }

  payloadOf(_row: SourceRow, values: readonly Json[]): TextOrProblem {
    const texts: (string | null)[] = [];
    for (const [place, text] of this.texts.entries()) {
      const found = text(values[place] ?? null);
      if ("problem" in found) return { problem: `column ${this.columns[place]}: ${found.problem}` };
      texts.push(found.text);
    }
    return { text: JSON.stringify(texts) };
  }

  async room(): Promise<null> {
    return null;
  }

  async write(rows: readonly MovedRow[]): Promise<WriteAnswer> {
    const { connection, sql } = this;
    const group = `(${this.columns.map(() => "?").join(", ")})`;
    const values = rows.flatMap(({ payload }) => JSON.parse(payload) as (string | null)[]);
    try {
      await connection.beginTransaction();
      await connection.query(`${sql.before}${rows.map(() => group).join(", ")}${sql.after}`, values);
      const warning = await this.warning();
      if (warning !== null) {
        await connection.rollback();
        return { of: "write", is: "refused", reason: `the server would change it: ${warning}` };
      }
      await connection.commit();
      return { of: "write", is: "written" };
    } catch (error) {
      await connection.rollback().catch(() => undefined);
      const { errno = 0, sqlState = "", message } = error as { errno?: number; sqlState?: string } & Error;
      if (/^2[23]/.test(sqlState) || ROW_ERRORS.has(errno))
        return { of: "write", is: "refused", reason: `the server refused it: ${message.slice(0, 300)}` };
      const text = serverProblem(error, "mysql").message;
      return { of: "write", is: "stopped", stop: { why: "failed", text } };
    }
  }

  close(): void {
    this.connection.destroy();
  }

  private async warning(): Promise<string | null> {
    const [found] = await this.connection.query("SHOW WARNINGS");
    const warnings = found as { Code: number; Message: string }[];
    return warnings.find(({ Code }) => Code !== DEPRECATED)?.Message ?? null;
  }
}
