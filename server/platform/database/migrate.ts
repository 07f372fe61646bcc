import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { NamedError } from "../copies/named-error.ts";
import { PROJECT_ROOT } from "../project-root.ts";
import { runMigrations } from "./run-migrations.ts";
import { SQL_MODE } from "./sql-mode.ts";
import { writerOptionsOf } from "./writer/writer-options.ts";

/** The directory of the committed migrations, which drizzle-kit writes. */
export const MIGRATIONS_FOLDER: string = join(PROJECT_ROOT, "drizzle", "migrations");

/** Long enough for another process to finish a migration of large tables. */
const LOCK_WAIT_S = 120;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Brings the tables of the database up to this version. Two processes may do this at once: the second one waits for the
 * first, and then has nothing to do; one that comes after a process that was ended in the middle goes on there. Of several
 * servers the writer is changed, and its cluster follows.
 *
 * @param url the database's address; the database itself must exist.
 * @throws Error with a message for a person where the database cannot be reached, has a newer version, or where a
 *   statement fails: then all before it is done, and another try goes on there.
 */
export async function migrateDatabase(url: string, folder: string = MIGRATIONS_FOLDER): Promise<void> {
  const connection = await createConnection({
    ...(await writerOptionsOf(url)),
    connectTimeout: CONNECT_TIMEOUT_MS,
    timezone: "Z",
    charset: "utf8mb4",
  });
  try {
    await connection.query("SET sql_mode = ?", [SQL_MODE]);
    await takeLock(connection);
    await assertNotNewer(connection, folder);
    await runMigrations(connection, readMigrationFiles({ migrationsFolder: folder }));
  } catch (error) {
    if (error instanceof MigrationProblem) throw error;
    throw new MigrationProblem(`A change of the tables failed: ${innermost(error)}`, error);
  } finally {
    // The lock is released with the connection.
    await connection.end().catch(() => connection.destroy());
  }
}

/** The database's tables could not be brought up to this version. */
export class MigrationProblem extends NamedError {
  static override readonly className = "MigrationProblem";
  constructor(what: string, cause?: unknown) {
    super(what, { cause });
  }
}

async function takeLock(connection: Connection): Promise<void> {
  // A lock's name is valid for the whole server, so it contains the database's name. At most 64 characters are allowed.
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT GET_LOCK(LEFT(CONCAT('signalbox migrate ', DATABASE()), 64), ?) AS locked",
    [LOCK_WAIT_S],
  );
  if (rows[0]?.["locked"] === 1) return;
  throw new MigrationProblem(
    `Another process has been changing the tables for more than ${LOCK_WAIT_S} seconds. Wait for it to end, then start again.`,
  );
}

async function assertNotNewer(connection: Connection, folder: string): Promise<void> {
  const [tables] = await connection.query<RowDataPacket[]>("SHOW TABLES LIKE '\\_\\_drizzle\\_migrations'");
  if (tables.length === 0) return;
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT MAX(created_at) AS latest FROM __drizzle_migrations",
  );
  const latest = Number(rows[0]?.["latest"] ?? 0);
  const known = await latestMigration(folder);
  if (latest <= known) return;
  throw new MigrationProblem(
    "The database was changed by a newer version of Signalbox than this one. Update this checkout (git pull), or use another database.",
  );
}

async function latestMigration(folder: string): Promise<number> {
  const journal = JSON.parse(await readFile(join(folder, "meta", "_journal.json"), "utf8")) as {
    readonly entries: readonly { readonly when: number }[];
  };
  return Math.max(0, ...journal.entries.map(({ when }) => when));
}

/** Drizzle says which statement failed; the driver's error says why. */
function innermost(error: unknown): string {
  const texts: string[] = [];
  for (let each = error; each instanceof Error; each = each.cause) texts.push(each.message);
  return texts.join(": ");
}
