import type { ClickHouseClient } from "@clickhouse/client";
import { type ColumnText, clickhouseColumn } from "#engine/transfers/clickhouse-column.ts";
import { TransferProblem } from "./transfer-problem.ts";

type Column = {
  readonly name: string;
  readonly type: string;
  readonly default_kind: string;
  readonly is_in_sorting_key: number;
  readonly is_in_partition_key: number;
};

type ClickhouseTable = {
  readonly types: readonly (readonly [name: string, text: ColumnText])[];
  /** Of the server. */
  readonly version: string;
};

/**
 * The columns of a table that a transfer writes, with what each takes.
 *
 * @throws TransferProblem where the table is none that a transfer may write these columns to.
 */
export async function clickhouseTable(
  client: ClickHouseClient,
  table: string,
  columns: readonly string[],
): Promise<ClickhouseTable> {
  const [name = "", database] = table.split(".").reverse();
  const place = `database = ${database === undefined ? "currentDatabase()" : `'${database}'`}`;
  const [found] = await asked<{ engine: string; version: string; zone: string }>(
    client,
    `SELECT engine, version() AS version, timezone() AS zone FROM system.tables WHERE ${place} AND name = '${name}'`,
  );
  if (found === undefined) throw new TransferProblem(`there is no table ${table}`);
  if (!/Replacing\w*MergeTree$/.test(found.engine))
    throw new TransferProblem(
      `the table ${table} has the engine ${found.engine}, where what is written again would be there twice: make it with \`ENGINE = ReplacingMergeTree ORDER BY (…)\``,
    );
  const known = await asked<Column>(
    client,
    `SELECT name, type, default_kind, is_in_sorting_key, is_in_partition_key FROM system.columns WHERE ${place} AND table = '${name}'`,
  );
  const types = columns.map((column) => {
    const its = known.find((each) => each.name === column);
    if (its === undefined)
      throw new TransferProblem(
        `the table ${table} has no column ${column}: it has ${known.map((each) => each.name).join(", ")}`,
      );
    if (/MATERIALIZED|ALIAS/.test(its.default_kind))
      throw new TransferProblem(`the column ${column} of ${table} is worked out by the server`);
    const text = clickhouseColumn(its.type, found.zone);
    if (text === null)
      throw new TransferProblem(
        `the column ${column} of ${table} has the type ${its.type}, and of that it is not known which values the server would change`,
      );
    return [column, text] as const;
  });
  const missing = known.find(
    (each) =>
      (Number(each.is_in_sorting_key) === 1 || Number(each.is_in_partition_key) === 1) &&
      !columns.includes(each.name),
  );
  if (missing !== undefined)
    throw new TransferProblem(
      `the column ${missing.name} is in the sorting or partition key of ${table}, and the transfer does not write it: a row that is written again would not be known`,
    );
  return { types, version: found.version };
}

async function asked<Row>(client: ClickHouseClient, query: string): Promise<Row[]> {
  return (await client.query({ query, format: "JSONEachRow" })).json<Row>();
}
