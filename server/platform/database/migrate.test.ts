import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { connectionOptionsOf } from "../database-url.ts";
import { MIGRATIONS_FOLDER, migrateDatabase } from "./migrate.ts";

describe("migrateDatabase", () => {
  let empty: TestDatabase;

  beforeAll(async () => {
    empty = await createTestDatabase();
    const connection = await createConnection(connectionOptionsOf(empty.url));
    const name = connectionOptionsOf(empty.url).database;
    await connection.query(`DROP DATABASE ${name}`);
    await connection.query(`CREATE DATABASE ${name}`);
    await connection.end();
  });

  afterAll(() => empty.drop());

  it("makes the tables once when three start at the same time", async () => {
    await Promise.all([migrateDatabase(empty.url), migrateDatabase(empty.url), migrateDatabase(empty.url)]);
    const connection = await createConnection(connectionOptionsOf(empty.url));
    expect(await tablesOf(connection)).toEqual(
      expect.arrayContaining(["graph", "track", "__drizzle_migrations"]),
    );
    const [rows] = await connection.query<RowDataPacket[]>(
      "SELECT hash, COUNT(*) AS n FROM __drizzle_migrations GROUP BY hash",
    );
    expect(rows.every(({ n }) => n === 1)).toBe(true);
    await connection.end();
  });

  it("gives every table a primary key and InnoDB, without which a cluster cannot replicate it", async () => {
    const connection = await createConnection(connectionOptionsOf(empty.url));
    const [tables] = await connection.query<RowDataPacket[]>(
      `SELECT t.table_name AS name, t.engine AS engine, COUNT(c.constraint_name) AS \`keys\`
        FROM information_schema.tables t
        LEFT JOIN information_schema.table_constraints c
          ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
        WHERE t.table_schema = DATABASE() GROUP BY t.table_name, t.engine`,
    );
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => table["engine"] !== "InnoDB" || Number(table["keys"]) !== 1)).toEqual([]);
    await connection.end();
  });

  it("stores every generated column: after a crash MariaDB may not come back where one that is not has an index", async () => {
    const connection = await createConnection(connectionOptionsOf(empty.url));
    const [columns] = await connection.query<RowDataPacket[]>(
      `SELECT CONCAT(table_name, '.', column_name) AS name, extra LIKE '%STORED GENERATED%' AS stored
        FROM information_schema.columns
        WHERE table_schema = DATABASE() AND generation_expression IS NOT NULL AND generation_expression <> ''`,
    );
    expect(columns.length).toBeGreaterThan(0);
    expect(columns.filter(({ stored }) => Number(stored) !== 1).map(({ name }) => name)).toEqual([]);
    await connection.end();
  });

  it("notes when a track was lost, where an earlier version did not", async () => {
    const connection = await createConnection({ ...connectionOptionsOf(empty.url), timezone: "Z" });
    await connection.query("SET foreign_key_checks = 0");
    const tracks = [
      ["lost", null],
      ["lost", "2026-01-01 10:00:09"],
      ["running", null],
    ];
    for (const [number, [state, finishedAt]] of tracks.entries())
      await connection.query(
        `INSERT INTO track (pipeline_id, number, rev, state, waits, live, attempt, priority, labels, given, answers,
          started_at, finished_at, token, runner_id) VALUES (1, ?, 1, ?, 0, 0, 1, 0, '', '{}', '{}',
          '2026-01-01 10:00:00', ?, if(? = 'running', repeat('x', 16), null), if(? = 'running', 1, null))`,
        [number, state, finishedAt, state, state],
      );
    await connection.query(
      `INSERT INTO event (pipeline_id, rev, n, kind, number, to_state, actor, at)
        VALUES (1, 1, 1, 'track', 0, 'lost', 'sweep', '2026-01-01 10:00:05')`,
    );
    await connection.query(await readFile(join(MIGRATIONS_FOLDER, "0044_lost-ends.sql"), "utf8"));
    const [rows] = await connection.query<RowDataPacket[]>("SELECT finished_at FROM track ORDER BY number");
    expect(rows.map((row) => row["finished_at"])).toEqual([
      new Date("2026-01-01T10:00:05Z"),
      new Date("2026-01-01T10:00:09Z"),
      null,
    ]);
    await connection.query("DELETE FROM event");
    await connection.query("DELETE FROM track");
    await connection.end();
  });

  it("knows the decisions of people that an earlier version wrote in other words, and changes no other reason", async () => {
    const connection = await createConnection(connectionOptionsOf(empty.url));
    await connection.query("SET foreign_key_checks = 0");
    const reasons = [
      "counted as succeeded by ann: seen",
      "counted as failed by ann: no",
      "counted as a failure",
    ];
    for (const [number, reason] of reasons.entries()) {
      await connection.query(
        `INSERT INTO track (pipeline_id, number, rev, state, waits, live, attempt, priority, labels, given, answers,
          decided_by, reason) VALUES (1, ?, 1, 'failed', 0, 0, 1, 0, '', '{}', '{}', 'ann', ?)`,
        [number, reason],
      );
      await connection.query(
        `INSERT INTO event (pipeline_id, rev, n, kind, number, to_state, actor, reason, at)
          VALUES (1, 1, ?, 'track', ?, 'failed', 'ann', ?, '2026-01-01 10:00:05')`,
        [number, number, reason],
      );
    }
    const migration = await readFile(join(MIGRATIONS_FOLDER, "0069_words-of-decisions.sql"), "utf8");
    for (const statement of migration.split("--> statement-breakpoint")) await connection.query(statement);
    for (const table of ["track", "event"]) {
      const [rows] = await connection.query<RowDataPacket[]>(`SELECT reason FROM ${table} ORDER BY number`);
      expect(rows.map(({ reason }) => reason)).toEqual([
        "marked as succeeded by ann: seen",
        "marked as failed by ann: no",
        "counted as a failure",
      ]);
      await connection.query(`DELETE FROM ${table}`);
    }
    await connection.end();
  });

  it("refuses a database of a newer version", async () => {
    const connection = await createConnection(connectionOptionsOf(empty.url));
    await connection.query(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 99999999999999)",
    );
    await expect(migrateDatabase(empty.url)).rejects.toThrow(/newer version of Signalbox/);
    await connection.query("DELETE FROM __drizzle_migrations WHERE hash = 'from the future'");
    await connection.end();
  });
});

async function tablesOf(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW TABLES");
  return rows.map((row) => String(Object.values(row)[0]));
}
