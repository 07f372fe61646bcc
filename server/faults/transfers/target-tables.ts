import { type AddressInfo, connect, createServer } from "node:net";
import { createConnection } from "mysql2/promise";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import type { FaultContext } from "../harness/fault-harness.ts";

/** A table that transfers write to, and what is in it. */
export type TargetTable = {
  readonly kind: "clickhouse" | "mysql";
  readonly address: string;
  readonly username: string;
  readonly hasPassword: boolean;
  readonly table: string;
  /** How many rows it has, how many different amounts, and their sum. */
  sums(): Promise<{ readonly count: number; readonly different: number; readonly sum: number }>;
  close(): Promise<void>;
};

export async function openClickhouseTable(password: string): Promise<TargetTable> {
  const server = await startTestClickhouse(password);
  const address = `http://127.0.0.1:${server.port}`;
  const ask = async (query: string) => {
    const headers = { "X-ClickHouse-User": server.username, "X-ClickHouse-Key": password };
    const answer = await fetch(address, { method: "POST", headers, body: query });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.text()).trim().split("\t").map(Number);
  };
  await ask("create table kept (id String, amount UInt64) engine = ReplacingMergeTree() order by id");
  return {
    ...{ kind: "clickhouse", address, username: server.username, hasPassword: true, table: "kept" },
    sums: async () => {
      const [count = 0, different = 0, sum = 0] = await ask(
        "select count(), uniqExact(amount), sum(amount) from kept final format TabSeparated",
      );
      return { count, different, sum };
    },
    close: () => server.stop(),
  };
}

/** In the database server of the faults. It may listen at a local socket only, and a connection leads to a port. */
export async function openMysqlTable({ server }: FaultContext): Promise<TargetTable> {
  const options = connectionOptionsOf(server.url);
  const { socketPath, host, user = "root", password } = options;
  const port = createServer((from) => {
    const to = connect(
      socketPath === undefined ? { host, port: options.port ?? 3306 } : { path: socketPath },
    );
    from.pipe(to).pipe(from);
    from.on("error", () => to.destroy());
    to.on("error", () => from.destroy());
  });
  await new Promise<void>((done) => port.listen(0, "127.0.0.1", () => done()));
  const mysql = await createConnection({ ...options });
  await mysql.query("CREATE DATABASE IF NOT EXISTS kept_rows");
  await mysql.query("CREATE TABLE kept_rows.kept (id varchar(40) PRIMARY KEY, amount bigint NOT NULL)");
  if (password !== undefined && password !== "")
    throw new Error("The database of the faults has a password.");
  return {
    ...{ kind: "mysql", address: `mysql://127.0.0.1:${(port.address() as AddressInfo).port}/kept_rows` },
    ...{ username: user, hasPassword: false, table: "kept" },
    sums: async () => {
      const [rows] = await mysql.query(
        "SELECT count(*) AS count, count(DISTINCT amount) AS different, coalesce(sum(amount), 0) AS sum FROM kept_rows.kept",
      );
      const [{ count, different, sum }] = rows as [{ count: number; different: number; sum: string }];
      return { count, different, sum: Number(sum) };
    },
    close: async () => {
      await mysql.query("DROP DATABASE kept_rows");
      await mysql.end();
      port.close();
    },
  };
}
