import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#testing/database.ts";
import { connectionOptionsOf } from "../database-url.ts";
import { migrateDatabase } from "./migrate.ts";

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
