import { isUtf8 } from "node:buffer";
import { isNumberText, numberOf } from "#engine/json/exact-number.ts";
import type { Json } from "#engine/model/graph-content.ts";
import type { ReadRow } from "#engine/transfers/transfer-round.ts";
import type { connectMysql } from "#services/connections/clients/mysql-client.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import type { Cursor } from "./cursor.ts";
import type { DeadLetter, Source, SourceRow } from "./ends.ts";

type Connection = Awaited<ReturnType<typeof connectMysql>>;

const WHOLE = new Set(["TINY", "SHORT", "LONG", "LONGLONG", "INT24"]);
const NUMBERS = new Set([...WHOLE, "DECIMAL", "NEWDECIMAL", "FLOAT", "DOUBLE"]);
const TIMES = new Set(["DATE", "DATETIME", "TIMESTAMP", "NEWDATE"]);

/** A value that is no text, with its bytes. */
type NoText = { readonly bytes: Buffer };
type Value = Json | NoText;

/**
 * The rows of a query of a MySQL or MariaDB, in the order of its cursor: a column of whole numbers or times, in which no
 * value is there twice. Rows stay where they are; the place to go on from is kept.
 */
export class MysqlSource implements Source {
  private readonly connection: Connection;
  private readonly query: string;
  private readonly column: string;
  private readonly cursor: Cursor;
  private after = "";
  private hasBegun = false;
  private hasMore = true;

  constructor(
    connection: Connection,
    { query, cursor: column }: { readonly query: string; readonly cursor: string },
    cursor: Cursor,
  ) {
    this.connection = connection;
    this.query = query.trim().replace(/;$/, "");
    this.column = column;
    this.cursor = cursor;
  }

  async read(max: number): Promise<{ rows: readonly ReadRow<SourceRow>[]; isLast: boolean }> {
    if (!this.hasBegun) {
      this.after = await this.cursor.read();
      await this.connection.query("SET SESSION time_zone = '+00:00'");
      await this.connection.query("SET SESSION TRANSACTION READ ONLY");
      this.hasBegun = true;
    }
    const types = new Map<string, string>();
    const name = `q.\`${this.column}\``;
    const behind = this.after === "" ? "" : ` WHERE ${name} > ${literal(this.after)}`;
    const [found, fields] = await this.connection.query({
      sql: `SELECT q.* FROM (${this.query}) AS q${behind} ORDER BY ${name} LIMIT ${max + 1}`,
      rowsAsArray: true,
      typeCast: (field: { name: string; type: string; buffer(): Buffer | null }) => {
        types.set(field.name, field.type);
        return cellOf(field.type, field.buffer());
      },
    });
    const names = fields.map((field) => field.name);
    const rows = (found as Value[][]).map((values) => this.rowOf(names, values));
    this.check(names, types.get(this.column), rows);
    this.hasMore = rows.length > max;
    const read = rows.slice(0, max);
    this.after = read.at(-1)?.row.place ?? this.after;
    return { rows: read, isLast: !this.hasMore };
  }

  async remove(
    _written: readonly SourceRow[],
    dead: readonly DeadLetter[],
    { last }: { readonly last: SourceRow | null },
  ): Promise<void> {
    if (last?.place !== undefined) await this.cursor.move(last.place, dead);
  }

  async left(): Promise<number | null> {
    return this.hasMore ? null : 0;
  }

  close(): void {
    this.connection.destroy();
    this.cursor.close();
  }

  private rowOf(names: readonly string[], values: readonly Value[]): ReadRow<SourceRow> {
    const noText = names.filter((_, place) => isNoText(values[place]));
    const fields = names.flatMap((name, place): Json[] => {
      const value = values[place] ?? null;
      return [name, isNoText(value) ? value.bytes.toString("base64") : value];
    });
    const at = names.indexOf(this.column);
    const cursor = String(fields[at * 2 + 1] ?? "");
    const problem =
      noText.length === 0 ? null : `its ${noText.join(", ")} has bytes that are no text in UTF-8`;
    return { row: { id: cursor, fields, place: cursor }, problem };
  }

  private check(
    names: readonly string[],
    type: string | undefined,
    rows: readonly ReadRow<SourceRow>[],
  ): void {
    const told = `the cursor ${this.column}`;
    if (!names.includes(this.column))
      throw new TransferProblem(`the query gives no column ${this.column}: it gives ${names.join(", ")}`);
    if (rows.length > 0 && (type === undefined || !(WHOLE.has(type) || TIMES.has(type))))
      throw new TransferProblem(`${told} is neither a whole number nor a time`);
    let before = this.after;
    for (const { row } of rows) {
      if (row.place === "") throw new TransferProblem(`${told} is null in a row`);
      if (row.place === before)
        throw new TransferProblem(
          `${told} is ${row.place} in two rows: one of them could be left out, so it must be unique`,
        );
      before = row.place ?? "";
    }
  }
}

/** Numbers are compared as numbers: as texts they would be compared as floating-point numbers. */
function literal(place: string): string {
  if (/^-?\d+$/.test(place)) return place;
  if (/^[\d :.-]+$/.test(place)) return `'${place}'`;
  throw new TransferProblem("the stored place of the source is neither a number nor a time");
}

function isNoText(value: Value | undefined): value is NoText {
  return typeof value === "object" && value !== null && "bytes" in value;
}

function cellOf(type: string, bytes: Buffer | null): Value {
  if (bytes === null) return null;
  if (!isUtf8(bytes)) return { bytes };
  const text = bytes.toString("utf8");
  return NUMBERS.has(type) && isNumberText(text) ? numberOf(text) : text;
}
