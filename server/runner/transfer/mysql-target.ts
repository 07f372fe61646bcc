import type { Json } from "#engine/model/graph-content.ts";
import { cutText } from "#engine/text/cut-text.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import type { MysqlColumn } from "#engine/transfers/mysql-column.ts";
import type { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { mysqlTable } from "#services/transfer-ends/mysql-table.ts";
import type { MovedRow, SourceRow, Target, WriteAnswer } from "./ends.ts";

type Connection = Awaited<ReturnType<typeof connectMysql>>;

/**
 * Errors about a row whose state is a general one: it is too long, a value is missing or wrong, a check does not hold, it
 * belongs to no partition, or a trigger of the table refuses it.
 */
const ROW_ERRORS: ReadonlySet<number> = new Set([1118, 1265, 1364, 1366, 1369, 1526, 1644, 3140, 3819, 4025]);
/**
 * Warnings that are about no value. `VALUES()` is not wanted any more by newer servers, and older ones know no other word; a
 * log of statements is not sure of the row that a table with two keys replaces.
 */
const OTHER_WARNINGS: ReadonlySet<number> = new Set([1287, 1592]);
/** What a session of a transfer has, whatever the server has: how values are quoted depends on it, and what is cut in silence. */
const SESSION =
  "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', sql_notes = 1, max_error_count = 65535";
/** So much of a packet is left for the names of columns, and for what stands around values. */
const PACKET_REST = 64 * 1024;

/** A table of a MySQL or MariaDB. A row with the same primary or unique key is replaced, so it may be written again. */
export class MysqlTarget implements Target {
  private readonly connection: Connection;
  private readonly columns: readonly string[];
  private readonly kinds: readonly MysqlColumn[];
  private readonly sql: { readonly before: string; readonly group: string; readonly after: string };
  private readonly maxBytes: number;

  private constructor(
    connection: Connection,
    table: string,
    columns: readonly (readonly [name: string, kind: MysqlColumn])[],
    maxPacket: number,
  ) {
    this.connection = connection;
    this.columns = columns.map(([name]) => name);
    this.kinds = columns.map(([, kind]) => kind);
    this.maxBytes = maxPacket - PACKET_REST;
    const quoted = this.columns.map((name) => `\`${name}\``);
    this.sql = {
      before: `INSERT INTO ${table} (${quoted.join(", ")}) VALUES `,
      group: `(${this.kinds.map(({ isBits }) => (isBits ? "CAST(? AS UNSIGNED)" : "?")).join(", ")})`,
      after: ` ON DUPLICATE KEY UPDATE ${quoted.map((name) => `${name} = VALUES(${name})`).join(", ")}`,
    };
  }

  /**
   * @param maxPacket so many bytes a statement may have; absent: as many as the server says.
   * @throws TransferProblem where the table is none that a transfer may write these columns to.
   */
  static async open(
    connection: Connection,
    table: string,
    columns: readonly string[],
    maxPacket?: number,
  ): Promise<MysqlTarget> {
    const types = await mysqlTable(connection, table, columns);
    await connection.query(SESSION);
    const [limits] = await connection.query("SELECT @@max_allowed_packet AS packet");
    const [{ packet }] = limits as [{ packet: number | string }];
    return new MysqlTarget(
      connection,
      `\`${table.replace(".", "`.`")}\``,
      types,
      maxPacket ?? Number(packet),
    );
  }

  payloadOf(_row: SourceRow, values: readonly Json[]): TextOrProblem {
    const texts: (string | null)[] = [];
    for (const [place, { text }] of this.kinds.entries()) {
      const found = text(values[place] ?? null);
      if ("problem" in found) return { problem: `column ${this.columns[place]}: ${found.problem}` };
      texts.push(found.text);
    }
    const payload = JSON.stringify(texts);
    return this.bytesOf(payload) > this.maxBytes
      ? { problem: "it is longer than the server takes (max_allowed_packet)" }
      : { text: payload };
  }

  async room(): Promise<null> {
    return null;
  }

  async write(rows: readonly MovedRow[]): Promise<WriteAnswer> {
    const { connection, sql } = this;
    try {
      await connection.beginTransaction();
      for (const some of this.statementsOf(rows)) {
        const values = some.flatMap((payload) => JSON.parse(payload) as (string | null)[]);
        const groups = some.map(() => sql.group).join(", ");
        await connection.query(`${sql.before}${groups}${sql.after}`, values);
        const warning = await this.warning();
        if (warning !== null) {
          await connection.rollback();
          return { of: "write", is: "refused", reason: `the server would change it: ${warning}` };
        }
      }
      await connection.commit();
      return { of: "write", is: "written" };
    } catch (error) {
      await connection.rollback().catch(() => undefined);
      const { errno = 0, sqlState = "", message } = error as { errno?: number; sqlState?: string } & Error;
      if (/^2[23]/.test(sqlState) || ROW_ERRORS.has(errno))
        return { of: "write", is: "refused", reason: `the server refused it: ${cutText(message, 300)}` };
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
    return warnings.find(({ Code }) => !OTHER_WARNINGS.has(Code))?.Message ?? null;
  }

  /** The rows of each statement: as many as a packet takes. */
  private statementsOf(rows: readonly MovedRow[]): string[][] {
    const statements: string[][] = [];
    let left = 0;
    for (const { payload } of rows) {
      const bytes = this.bytesOf(payload);
      if (bytes > left) {
        statements.push([]);
        left = this.maxBytes;
      }
      statements.at(-1)?.push(payload);
      left -= bytes;
    }
    return statements;
  }

  /** How long a row may be in a statement. JSON escapes what SQL does, but for single quotes. */
  private bytesOf(payload: string): number {
    return Buffer.byteLength(payload) + payload.split("'").length + this.sql.group.length;
  }
}
