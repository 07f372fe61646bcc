import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { expect, inject } from "vitest";
import { MIGRATIONS_FOLDER } from "#platform/database/migrate.ts";
import { connectionOptionsOf, withDatabaseName } from "#platform/database-url.ts";

export type TestDatabase = {
  readonly url: string;
  drop(): Promise<void>;
};

/** The tables that have rows from the beginning. */
const FILLED_BY_MIGRATIONS = ["duty", "folder", "people_group"];
/** Far more rows than a test file inserts into one table. */
const IDS_OF_A_FILE = 1_000_000;
/** The test files of this process that have made a database, in order. */
const files: string[] = [];

/**
 * A new database on the server of the test run, with all tables, and with the rows that migrations make. Each test file makes its own, so that
 * files can run at the same time; `drop` it in `afterAll`. The databases of one file count pipelines and revisions from
 * the same number, those of other files in the same process from others: a process remembers sealed plans by their ids.
 *
 * @param server the address of another server, where the test must not use that of the run.
 */
export async function createTestDatabase(server?: string): Promise<TestDatabase> {
  if (server !== undefined) return newDatabase(server, await allMigrations());
  return newDatabase(inject("databaseServerUrl"), countedFrom(firstId(), inject("tableStatements")));
}

function firstId(): number {
  const file = expect.getState().testPath ?? "";
  if (!files.includes(file)) files.push(file);
  // Also the first file does not count from 1, so that no test relies on it.
  return (files.indexOf(file) + 1) * IDS_OF_A_FILE + 1;
}

function countedFrom(first: number, statements: string): string {
  return statements.replaceAll(
    /^(CREATE TABLE `(?:pipeline|revision)` .*?^\) ENGINE=InnoDB)/gms,
    `$1 AUTO_INCREMENT=${first}`,
  );
}

/**
 * The statements that make all tables as the migrations leave them. To run them takes a tenth of the time of the
 * migrations, and every test file runs them.
 *
 * @param server where the migrations are run once to find out.
 */
export async function tableStatements(server: string): Promise<string> {
  const { url, drop } = await newDatabase(server, await allMigrations());
  const connection = await createConnection(connectionOptionsOf(url));
  try {
    const [tables] = await connection.query<RowDataPacket[]>("SHOW TABLES");
    const statements: string[] = [];
    for (const name of tables.map((row) => String(Object.values(row)[0]))) {
      const [rows] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE \`${name}\``);
      statements.push(String(rows[0]?.["Create Table"]));
    }
    for (const name of FILLED_BY_MIGRATIONS) {
      const [rows] = await connection.query<RowDataPacket[]>(`SELECT * FROM \`${name}\``);
      for (const row of rows) statements.push(connection.format(`INSERT INTO \`${name}\` SET ?`, [row]));
    }
    // A table may refer to one that comes later.
    return ["SET foreign_key_checks = 0", ...statements, "SET foreign_key_checks = 1"].join(";\n");
  } finally {
    await connection.end();
    await drop();
  }
}

async function newDatabase(server: string, statements: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runStatements(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`);
  const url = withDatabaseName(server, name);
  await runStatements(url, statements);
  return { url, drop: () => runStatements(server, `DROP DATABASE IF EXISTS ${name}`) };
}

/** In one round trip: the migrator itself needs one for each statement. */
async function allMigrations(): Promise<string> {
  const journal = JSON.parse(await readFile(join(MIGRATIONS_FOLDER, "meta", "_journal.json"), "utf8")) as {
    readonly entries: readonly { readonly tag: string }[];
  };
  const files = await Promise.all(
    journal.entries.map(({ tag }) => readFile(join(MIGRATIONS_FOLDER, `${tag}.sql`), "utf8")),
  );
  return files.map((text) => text.replaceAll("--> statement-breakpoint", "")).join("\n");
}

async function runStatements(url: string, statements: string): Promise<void> {
  const connection = await createConnection({
    ...connectionOptionsOf(url),
    multipleStatements: true,
    charset: "utf8mb4",
  });
  try {
    await connection.query(statements);
  } finally {
    await connection.end();
  }
}
