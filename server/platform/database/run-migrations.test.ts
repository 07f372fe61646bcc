import type { MigrationMeta } from "drizzle-orm/migrator";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { expect, inject, test } from "vitest";
import { connectionOptionsOf, withDatabaseName } from "../database-url.ts";
import { runMigrations } from "./run-migrations.ts";

const migration = (folderMillis: number, ...sql: string[]): MigrationMeta => ({
  ...{ sql, folderMillis, hash: String(folderMillis), bps: true },
});
/** Each kind of statement that the real ones have; those of rows would show that they were run twice. */
const MIGRATIONS = [
  migration(
    1,
    "CREATE TABLE old_box (id int NOT NULL PRIMARY KEY, n int NOT NULL, gone int, INDEX box_n (n))",
    "CREATE TABLE thing (id int NOT NULL PRIMARY KEY, box_id int NOT NULL)",
    "INSERT INTO old_box (id, n) VALUES (1, 1)",
    "-- Those that are there.\nUPDATE old_box SET n = n + 1",
    "INSERT INTO thing VALUES (1, 1)",
  ),
  migration(
    2,
    "ALTER TABLE old_box ADD more int",
    "RENAME TABLE old_box TO box",
    "ALTER TABLE box RENAME COLUMN more TO most",
    "ALTER TABLE box RENAME INDEX box_n TO box_by_n",
    "ALTER TABLE box DROP COLUMN gone",
    "ALTER TABLE thing ADD CONSTRAINT thing_box FOREIGN KEY (box_id) REFERENCES box (id)",
    "ALTER TABLE box ADD CONSTRAINT box_rule CHECK (n > 0)",
    "ALTER TABLE box ADD CONSTRAINT box_once UNIQUE (most)",
    "UPDATE box SET n = n * 10",
    "CREATE INDEX box_most ON box (most, n)",
    "DROP INDEX box_by_n ON box",
    "ALTER TABLE thing DROP FOREIGN KEY thing_box",
    "ALTER TABLE box DROP CONSTRAINT box_rule",
    "DROP TABLE thing",
  ),
];
const server = inject("databaseServerUrl");

/** An empty database. */
async function opened(name: string): Promise<{ open: () => Promise<Connection>; drop: () => Promise<void> }> {
  const root = await createConnection(connectionOptionsOf(withDatabaseName(server, "mysql")));
  await root.query(`DROP DATABASE IF EXISTS ${name}`);
  await root.query(`CREATE DATABASE ${name}`);
  return {
    open: () => createConnection(connectionOptionsOf(withDatabaseName(server, name))),
    drop: async () => {
      await root.query(`DROP DATABASE ${name}`);
      await root.end();
    },
  };
}

/** A connection whose process ends at its `last` question: before the server has it, or before the answer is here. */
function endingAt(connection: Connection, last: number, isDone: boolean): Connection {
  let asked = 0;
  const ending =
    (act: (...values: never[]) => Promise<unknown>) =>
    async (...values: never[]) => {
      asked += 1;
      if (asked < last) return act(...values);
      if (asked === last && isDone) await act(...values);
      connection.destroy();
      throw Object.assign(new Error("killed"), { fatal: true });
    };
  const acts = ["query", "beginTransaction", "commit"] as const;
  return Object.assign(Object.create(connection) as Connection, {
    ...Object.fromEntries(
      acts.map((name) => [
        name,
        ending((connection[name] as never as () => Promise<unknown>).bind(connection)),
      ]),
    ),
  });
}

async function resultOf(connection: Connection) {
  const read = async (text: string) => (await connection.query<RowDataPacket[]>(text))[0];
  return {
    rows: await read("SELECT id, n, most FROM box"),
    done: await read("SELECT created_at FROM __drizzle_migrations ORDER BY created_at"),
    left: await read("SELECT * FROM __signalbox_migration"),
    table: (await read("SHOW CREATE TABLE box"))[0]?.["Create Table"],
    tables: (await read("SHOW TABLES")).map((row) => Object.values(row)[0]),
  };
}

test("whenever a process is ended in the middle, the next one goes on there, and nothing is done twice", async () => {
  const { open, drop } = await opened("migration_ends");
  const whole = await open();
  await runMigrations(whole, MIGRATIONS);
  const wanted = await resultOf(whole);
  expect(wanted.rows).toEqual([{ id: 1, n: 20, most: null }]);
  expect(wanted.left).toEqual([]);
  await whole.end();
  await drop();
  for (const isDone of [false, true])
    for (let last = 1, isEnded = true; isEnded; last += 1) {
      const again = await opened("migration_ends");
      const ended = await again.open();
      ended.on("error", () => undefined);
      isEnded = await runMigrations(endingAt(ended, last, isDone), MIGRATIONS).then(
        () => false,
        () => true,
      );
      if (!isEnded) await ended.end();
      const next = await again.open();
      await runMigrations(next, MIGRATIONS);
      expect([last, isDone, await resultOf(next)]).toEqual([last, isDone, wanted]);
      await next.end();
      await again.drop();
    }
}, 120_000);

test("what fails is tried again as it is, and what only looks as if it was made is no success", async () => {
  const { open, drop } = await opened("migration_fails");
  const connection = await open();
  await connection.query("CREATE TABLE old_box (other int)");
  for (let tries = 0; tries < 2; tries += 1)
    await expect(runMigrations(connection, MIGRATIONS)).rejects.toThrow(/old_box/);
  await connection.query("DROP TABLE old_box");
  await runMigrations(connection, MIGRATIONS);
  expect((await resultOf(connection)).rows).toEqual([{ id: 1, n: 20, most: null }]);
  // A database of an earlier version has no more than what was run.
  await connection.query("DROP TABLE __signalbox_migration");
  await runMigrations(connection, MIGRATIONS);
  expect((await resultOf(connection)).left).toEqual([]);
  await connection.end();
  await drop();
});
