import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";

describe("createTestDatabase", () => {
  let mine: TestDatabase;
  let other: TestDatabase;
  let connection: Connection;
  let neighbour: Connection;

  beforeAll(async () => {
    [mine, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    connection = await createConnection(connectionOptionsOf(mine.url));
    neighbour = await createConnection(connectionOptionsOf(other.url));
  });

  afterAll(async () => {
    await connection.end();
    await neighbour.end();
    await Promise.all([mine.drop(), other.drop()]);
  });

  it("has every table that the migrations make", async () => {
    const tables = await tablesOf(connection);
    expect(tables).toEqual(
      expect.arrayContaining(["graph", "revision", "pipeline", "track", "attempt", "prompt"]),
    );
  });

  it("shares nothing with another", async () => {
    const insert =
      "INSERT INTO graph (name, name_key, created_at, created_by) VALUES ('only-here', 'only-here', now(3), 'test')";
    await connection.query(insert);
    const [rows] = await neighbour.query<RowDataPacket[]>("SELECT name FROM graph");
    expect(rows).toEqual([]);
  });
});

async function tablesOf(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>("SHOW TABLES");
  return rows.map((row) => String(Object.values(row)[0]));
}
