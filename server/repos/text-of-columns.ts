import type { Column } from "drizzle-orm";
import type { Answer, SqlValue, Statement } from "#platform/database/statement.ts";
import { inParts } from "#platform/database/statement-parts.ts";

/** A column's value as the driver takes it. */
export function driverValue(column: Column, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return Number(value);
  return column.mapToDriverValue(value) as SqlValue;
}

/** A column's value as it is read again after it was written: a text that is no UTF-8 is changed by that. */
export function storedValue(column: Column, value: unknown): unknown {
  const given = driverValue(column, value);
  return readValue(column, typeof given === "string" ? Buffer.from(given).toString() : given);
}

/** A column's value as the program has it, from what the driver gave. Times are text: see `sendTogether`. */
function readValue(column: Column, value: unknown): unknown {
  return value === null || value === undefined ? null : column.mapFromDriverValue(value as never);
}

/**
 * The text of an INSERT, built once: one row has a value for each of these columns, then SQL for the others. The query
 * builder takes as long for a row as the server does.
 */
export class InsertText<Key extends string> {
  private readonly columns: readonly (readonly [Key, Column])[];
  private readonly head: string;
  private readonly row: string;

  /** @param texts the SQL of other columns, by their names. Each `?` in it takes one value: see `statement`. */
  constructor(
    table: string,
    columns: Readonly<Record<Key, Column>>,
    texts: Readonly<Record<string, string>> = {},
  ) {
    this.columns = Object.entries(columns) as [Key, Column][];
    const names = [...this.columns.map(([, { name }]) => name), ...Object.keys(texts)];
    this.head = `insert into ${table} (${names.map((name) => `\`${name}\``).join(", ")}) values `;
    this.row = `(${[...this.columns.map(() => "?"), ...Object.values(texts)].join(", ")})`;
  }

  /**
   * One statement for all of these rows: they must be few, or short.
   *
   * @param others the values for the SQL of the other columns, of one row.
   */
  statement<Row extends Readonly<Partial<Record<Key, unknown>>>>(
    rows: readonly Row[],
    others?: (row: Row) => readonly SqlValue[],
  ): Statement {
    return this.written(rows.map((row) => this.valuesOf(row, others)));
  }

  /**
   * As many statements as it takes, in the order of the rows: what scripts write and people give may be long.
   *
   * @param maxRows so many rows a statement has at most.
   * @param others as for `statement`.
   */
  statements<Row extends Readonly<Partial<Record<Key, unknown>>>>(
    rows: readonly Row[],
    maxRows: number,
    others?: (row: Row) => readonly SqlValue[],
  ): (Statement & { readonly matches: number })[] {
    const values = rows.map((row) => this.valuesOf(row, others));
    return inParts(values, maxRows, (own) => own).map((part) => ({
      ...this.written(part),
      matches: part.length,
    }));
  }

  private valuesOf<Row extends Readonly<Partial<Record<Key, unknown>>>>(
    row: Row,
    others?: (row: Row) => readonly SqlValue[],
  ): SqlValue[] {
    const values = this.columns.map(([key, column]) => driverValue(column, row[key]));
    if (others !== undefined) values.push(...others(row));
    return values;
  }

  private written(rows: readonly (readonly SqlValue[])[]): Statement {
    return { text: this.head + Array<string>(rows.length).fill(this.row).join(", "), values: rows.flat() };
  }
}

type Selected = Column | { readonly text: string; readonly column: Column };

/** The columns of a SELECT as text, built once, and how a row is read. `sendTogether` carries it out. */
export class SelectText<Row> {
  /** The columns, with their names in `Row`. */
  readonly list: string;
  private readonly columns: readonly (readonly [string, Column])[];

  /** @param selected a column, or SQL with the column whose type it has. */
  constructor(table: string, selected: Readonly<Record<keyof Row & string, Selected>>) {
    const entries = Object.entries<Selected>(selected);
    this.columns = entries.map(([key, each]) => [key, "text" in each ? each.column : each]);
    this.list = entries
      .map(([key, each]) => `${"text" in each ? each.text : `${table}.\`${each.name}\``} as \`${key}\``)
      .join(", ");
  }

  /** The rows of an answer. @throws TypeError where a stored value cannot be read. */
  read(answer: Answer | undefined): Row[] {
    if (!Array.isArray(answer)) return [];
    return (answer as Readonly<Record<string, unknown>>[]).map(
      (row) =>
        Object.fromEntries(this.columns.map(([key, column]) => [key, readValue(column, row[key])])) as Row,
    );
  }
}
