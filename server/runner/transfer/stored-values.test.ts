import { createConnection } from "mysql2/promise";
import { afterAll, expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { connectClickhouse } from "#services/connections/clients/clickhouse-client.ts";
import { startTestClickhouse } from "#testing/servers/clickhouse.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { ClickhouseTarget } from "./clickhouse-target.ts";
import { MysqlTarget } from "./mysql-target.ts";
import { expectKept, moment, moved } from "./values-for-test.ts";

const PASSWORD = "s3cret-of-servers";
const { databaseUrl } = await startTestSystem();
const clickhouse = await startTestClickhouse(PASSWORD);
const options = { ...connectionOptionsOf(databaseUrl), charset: "utf8mb4", supportBigNumbers: true };
const mysql = await createConnection({ ...options, bigNumberStrings: true, dateStrings: true });
const writer = await createConnection({ ...options, bigNumberStrings: true, dateStrings: true });
const allowed = { isAllowed: () => true, isHostAllowed: () => true };
const client = await connectClickhouse(
  {
    ...{ name: "warehouse", kind: "clickhouse", address: `http://127.0.0.1:${clickhouse.port}` },
    ...{ username: clickhouse.username, ca: null, secret: { name: "p", value: PASSWORD } },
  },
  allowed,
);
afterAll(async () => {
  await Promise.all([client.close(), mysql.end(), writer.end()]);
  await clickhouse.stop();
});

test("MySQL: each value of each type is read back as it was sent, or is a dead letter", async () => {
  const types: readonly (readonly [type: string, min: number, read?: string])[] = [
    ["tinyint", 12],
    ["int unsigned", 12],
    ["bigint", 12],
    ["bit(12)", 5, "CAST(v AS UNSIGNED)"],
    ["decimal(12,3)", 12],
    ["decimal(9,0) unsigned", 5],
    ["float", 5],
    ["float(8,2)", 5],
    ["double", 25],
    ["char(4)", 12],
    ["char(4) character set latin1", 12],
    ["varchar(5) character set utf8mb3", 12],
    ["varchar(5) character set gbk", 12],
    ["tinytext", 75],
    ["binary(2)", 1],
    ["varbinary(6)", 12],
    ["enum('a','A','it''s','b\\\\s','','a,b','é') collate utf8mb4_bin", 5],
    ["set('a','b','1','é')", 5],
    ["date", 1],
    ["datetime", 7],
    ["datetime(3)", 15],
    ["timestamp null", 1],
    ["timestamp not null", 1],
    ["time(1)", 1],
    ["year", 1],
    ["json", 12],
    ["uuid", 5],
  ];
  for (const [type, min, read = "CAST(v AS CHAR CHARACTER SET utf8mb4)"] of types) {
    await mysql.query("DROP TABLE IF EXISTS kept");
    await mysql.query(`CREATE TABLE kept (n int PRIMARY KEY, v ${type}) CHARACTER SET utf8mb4`);
    const target = await MysqlTarget.open(writer, "kept", ["n", "v"]);
    const { written } = await moved(target);
    const [rows] = await mysql.query(`SELECT n, ${read} AS v FROM kept`);
    const kept = (rows as { n: number; v: string | null }[]).map(
      ({ n, v }) => [n, v === null ? null : String(v)] as const,
    );
    expectKept(type, written, new Map(kept));
    expect([type, written.size >= min]).toEqual([type, true]);
  }
  await mysql.query("DROP TABLE IF EXISTS kept");
  await mysql.query("CREATE TABLE kept (n int PRIMARY KEY AUTO_INCREMENT, v point)");
  await expect(MysqlTarget.open(writer, "kept", ["n", "v"])).rejects.toThrow(
    /column v of kept has the type point/,
  );
  const numbered = await MysqlTarget.open(writer, "kept", ["n"]);
  const row = { id: "0", fields: [] };
  expect(numbered.payloadOf(row, [null])).toMatchObject({ problem: expect.stringContaining("null") });
  const payload = JSON.stringify(["0"]);
  expect(await numbered.write([{ row, payload }])).toMatchObject({ is: "written" });
  const [[first]] = (await mysql.query("SELECT n FROM kept")) as unknown as [[{ n: number }]];
  expect(first.n).toBe(0);
});

test("MySQL: a server whose quotes are others takes text as data, a long batch is several statements, and a trigger may refuse a row", async () => {
  await mysql.query("DROP TABLE IF EXISTS quoted");
  await mysql.query("CREATE TABLE quoted (n int PRIMARY KEY, v longtext)");
  await mysql.query(
    "CREATE TRIGGER guard BEFORE INSERT ON quoted FOR EACH ROW IF NEW.v = 'no' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not wanted'; END IF",
  );
  await writer.query("SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES,PAD_CHAR_TO_FULL_LENGTH', sql_notes = 0");
  const target = await MysqlTarget.open(writer, "quoted", ["n", "v"], 200_000);
  const packet = 200_000;
  const long = "'".repeat(50_000);
  const texts = ["\\', 0); -- ", long, long, long, "no", "\\"];
  const rows = texts.map((v, n) => {
    const row = { id: String(n), fields: [] };
    const found = target.payloadOf(row, [n, v]);
    return { row, payload: "text" in found ? found.text : "" };
  });
  expect(await target.write(rows)).toMatchObject({
    is: "refused",
    reason: expect.stringContaining("not wanted"),
  });
  expect(await target.write(rows.filter((_, n) => n !== 4))).toMatchObject({ is: "written" });
  const [kept] = await mysql.query("SELECT n, length(v) AS size, left(v, 12) AS v FROM quoted ORDER BY n");
  expect(kept).toEqual(
    [0, 1, 2, 3, 5].map((n) => ({ n, size: texts[n]?.length, v: texts[n]?.slice(0, 12) })),
  );
  expect(target.payloadOf({ id: "9", fields: [] }, [9, "x".repeat(packet)])).toMatchObject({
    problem: expect.stringContaining("max_allowed_packet"),
  });
});

test("ClickHouse: each value of each type is read back as it was sent, or is a dead letter", async () => {
  const types: readonly (readonly [type: string, min: number])[] = [
    ["UInt8", 12],
    ["Int16", 12],
    ["UInt64", 12],
    ["Nullable(Int64)", 25],
    ["Float32", 7],
    ["Float64", 37],
    ["Decimal(12, 3)", 12],
    ["Decimal(38, 6)", 12],
    ["String", 200],
    ["FixedString(2)", 2],
    ["Enum8('a' = 1, 'it\\'s' = 2, 'b\\\\s' = 3, '1' = 4, '' = 5)", 5],
    ["Date", 1],
    ["DateTime('UTC')", 10],
    ["UUID", 5],
    ["Array(UInt8)", 2],
    ["Array(Nullable(String))", 5],
  ];
  const command = (query: string) => client.command({ query });
  const found = async <Row>(query: string) =>
    (await (await client.query({ query, format: "JSONCompact" })).json<Row>()).data;
  for (const [type, min] of types) {
    await command("DROP TABLE IF EXISTS kept");
    await command(`CREATE TABLE kept (n UInt32, v ${type}) ENGINE = ReplacingMergeTree() ORDER BY n`);
    const { written } = await moved(await ClickhouseTarget.open(client, "kept", ["n", "v"]));
    const isPlain = /^(?:Array|FixedString)/.test(type);
    const rows = await found<[number, unknown]>(`SELECT n, ${isPlain ? "v" : "toString(v)"} FROM kept`);
    const kept = rows.map(([n, v]) => {
      const said = Array.isArray(v) ? JSON.stringify(v) : v === null ? null : String(v);
      return [n, said] as const;
    });
    const inner = type.replace(/^(?:Nullable|LowCardinality)\((.*)\)$/, "$1");
    expectKept(inner, written, new Map(kept));
    expect([type, written.size >= min]).toEqual([type, true]);
  }
  await command(
    "CREATE TABLE zoned (n UInt32, v DateTime('Europe/Berlin')) ENGINE = ReplacingMergeTree() ORDER BY n",
  );
  const { written, reasons } = await moved(await ClickhouseTarget.open(client, "zoned", ["n", "v"]));
  const rows = await found<[number, string, number]>("SELECT n, toString(v), toUInt32(v) FROM zoned");
  const changed = rows.filter(([n, local, seconds]) => {
    const sent = String(written.get(n));
    if (/^\d+$/.test(sent)) return Number(sent) !== seconds;
    return sent.endsWith("Z") ? Date.parse(sent) !== seconds * 1_000 : moment(sent) !== local;
  });
  expect([rows.length, changed]).toEqual([written.size, []]);
  expect(reasons[0]).toContain("clocks of Europe/Berlin skip");
  await command(
    "CREATE TABLE tuples (n UInt32, v Tuple(UInt8, String)) ENGINE = ReplacingMergeTree() ORDER BY n",
  );
  await expect(ClickhouseTarget.open(client, "tuples", ["n", "v"])).rejects.toThrow(
    /column v of tuples has the type Tuple/,
  );
});
