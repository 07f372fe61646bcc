import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";
import type { Json } from "#engine/model/graph-content.ts";
import type { ColumnText } from "#engine/transfers/clickhouse-column.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import { serverProblem } from "#services/connections/clients/server-problem.ts";
import { clickhouseTable } from "#services/transfer-ends/clickhouse-table.ts";
import type { MovedRow, SourceRow, Target, WriteAnswer } from "./ends.ts";

/** What an answer says about a row, by its code: it cannot be read, does not fit the column, or breaks a constraint. */
const ROW_CODES: ReadonlySet<number> = new Set([
  6, 19, 25, 26, 27, 32, 33, 34, 38, 41, 53, 69, 70, 72, 117, 128, 129, 130, 131, 190, 321, 349, 376, 395,
  441, 469, 675, 676, 691,
]);
const AT_ROW = /\(at row \d+\)/;
const TOO_MANY_PARTS = 252;

/**
 * A table of a ClickHouse. What is written again, because it is not known whether it was written, is one row at last: the
 * table has a ReplacingMergeTree engine, and all columns of its sorting and partition keys are written.
 */
export class ClickhouseTarget implements Target {
  private readonly client: ClickHouseClient;
  private readonly table: string;
  private readonly columns: readonly string[];
  private readonly texts: readonly ColumnText[];
  private readonly settings: Readonly<Record<string, number>>;

  private constructor(
    client: ClickHouseClient,
    table: string,
    columns: readonly (readonly [name: string, text: ColumnText])[],
    settings: Readonly<Record<string, number>>,
  ) {
    this.client = client;
    this.table = table;
    this.columns = columns.map(([name]) => `\`${name}\``);
    this.texts = columns.map(([, text]) => text);
    this.settings = settings;
  }

  /** @throws TransferProblem where the table is none that a transfer may write these columns to. */
  static async open(
    client: ClickHouseClient,
    table: string,
    columns: readonly string[],
  ): Promise<ClickhouseTarget> {
    const { types, version } = await clickhouseTable(client, table, columns);
    return new ClickhouseTarget(client, `\`${table.replace(".", "`.`")}\``, types, settingsOf(version));
  }

  payloadOf(_row: SourceRow, values: readonly Json[]): TextOrProblem {
    let line = "";
    for (const [place, text] of this.texts.entries()) {
      const found = text(values[place] ?? null);
      if ("problem" in found)
        return { problem: `column ${this.columns[place]?.slice(1, -1)}: ${found.problem}` };
      line += place === 0 ? found.text : `\t${found.text}`;
    }
    return { text: `${line}\n` };
  }

  async room(): Promise<null> {
    return null;
  }

  async write(rows: readonly MovedRow[]): Promise<WriteAnswer> {
    const bytes = Buffer.from(rows.map(({ payload }) => payload).join(""));
    try {
      await this.client.insert({
        table: this.table,
        columns: this.columns as [string, ...string[]],
        values: Readable.from([bytes], { objectMode: false }),
        format: "TabSeparated",
        clickhouse_settings: this.settings,
      });
      return { of: "write", is: "written" };
    } catch (error) {
      const code = codeOf(error);
      if (ROW_CODES.has(code) || AT_ROW.test((error as Error).message))
        return { of: "write", is: "refused", reason: shortly(error as Error) };
      const isFull = code === TOO_MANY_PARTS;
      // The code is the same, and fewer rows have fewer partitions.
      if (isFull && /partitions for single INSERT/i.test((error as Error).message) && rows.length > 1)
        return { of: "write", is: "refused", reason: shortly(error as Error) };
      const text = isFull
        ? "the target has no room: too many parts"
        : withoutRows(serverProblem(error, "clickhouse").message);
      return { of: "write", is: "stopped", stop: { why: isFull ? "full" : "failed", text } };
    }
  }

  close(): void {
    void this.client.close();
  }
}

/** However a user of the server is set up, no row that cannot be read is left out. */
const ALL_ROWS = { input_format_allow_errors_num: 0, input_format_allow_errors_ratio: 0 };

/** Newer servers may answer before they have written: that would be no confirmation. Older ones do not know the word. */
function settingsOf(version: string): Readonly<Record<string, number>> {
  const [year = 0, month = 0] = version.split(".").map(Number);
  return year > 21 || (year === 21 && month >= 11) ? { ...ALL_ROWS, async_insert: 0 } : ALL_ROWS;
}

function codeOf(error: unknown): number {
  const { code, message = "" } = error as { readonly code?: string; readonly message?: string };
  return Number(/^Code: (\d+)[.,]/.exec(message)?.[1] ?? code ?? Number.NaN);
}

/** The first line of what the server says, without the rows that it shows. */
function shortly({ message }: Error): string {
  const said = /DB::Exception: (.*)/.exec(message)?.[1] ?? message;
  return `the server refused it: ${withoutRows(said)}`;
}

function withoutRows(said: string): string {
  const [line = ""] = said.split("\n");
  return line
    .replace(/ before: .*$/, "")
    .replace(/,? ?e\.(?:what|displayText)\(\).*$/, "")
    .slice(0, 300);
}
