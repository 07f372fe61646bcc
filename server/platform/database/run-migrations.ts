import type { MigrationMeta } from "drizzle-orm/migrator";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { isConnectionLost } from "./db.ts";
import { hasErrno } from "./driver-error.ts";

/** What was run. Drizzle's own table, as it makes it, so that databases of earlier versions are known. */
const DONE = `CREATE TABLE IF NOT EXISTS \`__drizzle_migrations\` (
  \`id\` SERIAL PRIMARY KEY, \`hash\` TEXT NOT NULL, \`created_at\` BIGINT)`;
/** How far the migration is that is under way: all statements before \`step\` are done. One row. */
const UNDER_WAY = `CREATE TABLE IF NOT EXISTS \`__signalbox_migration\` (
  \`n\` TINYINT UNSIGNED NOT NULL PRIMARY KEY, \`migration\` BIGINT NOT NULL, \`step\` INT UNSIGNED NOT NULL,
  \`is_begun\` BOOLEAN NOT NULL) ENGINE = InnoDB`;

/** A change of rows, and of no table: it is written together with how far the migration is. */
const IS_OF_ROWS = /^(?:\s|--[^\n]*\n)*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i;

/**
 * What servers answer to a change of a table that is made already: the table, column, key or constraint is there, or what
 * should go or get another name is gone.
 */
const IS_MADE: ReadonlySet<number> = new Set([
  ...[1050, 1060, 1061, 1826, 3822],
  ...[1051, 1054, 1091, 1146, 1176, 3821, 3940],
]);
/** "Can't create table": only with this number of the system is a foreign key of the name there. */
const CANNOT_CREATE = new Set([1005]);
const IS_DUPLICATE = /errno: 121\b/;

type Progress = { readonly migration: number; readonly step: number; readonly isBegun: boolean };

/**
 * Runs the migrations that the database does not have. A server commits each change of a table at once, so before each it
 * is noted which one it is: whoever comes after a process that was ended in the middle goes on where that one was.
 */
export async function runMigrations(
  connection: Connection,
  migrations: readonly MigrationMeta[],
): Promise<void> {
  await connection.query(DONE);
  await connection.query(UNDER_WAY);
  const last = await lastDone(connection);
  const left = await progressOf(connection);
  for (const migration of migrations)
    if (migration.folderMillis > last)
      await run(connection, migration, left?.migration === migration.folderMillis ? left : null);
}

async function run(
  connection: Connection,
  { sql, folderMillis, hash }: MigrationMeta,
  left: Progress | null,
): Promise<void> {
  for (const [step, text] of sql.entries()) {
    if (left !== null && step < left.step) continue;
    const here = { migration: folderMillis, step };
    if (IS_OF_ROWS.test(text))
      await together(connection, async () => {
        await connection.query(text);
        await note(connection, { migration: folderMillis, step: step + 1, isBegun: false });
      });
    else {
      const mayBeMade = left !== null && left.step === step && left.isBegun;
      await note(connection, { ...here, isBegun: true });
      try {
        await connection.query(text);
      } catch (error) {
        if (mayBeMade && isMade(error)) continue;
        // The server says that it was not made, so it is not what another try may find.
        if (!isConnectionLost(error))
          await note(connection, { ...here, isBegun: false }).catch(() => undefined);
        throw error;
      }
    }
  }
  await together(connection, async () => {
    await connection.query("INSERT INTO `__drizzle_migrations` (`hash`, `created_at`) VALUES (?, ?)", [
      hash,
      folderMillis,
    ]);
    await connection.query("DELETE FROM `__signalbox_migration`");
  });
}

function isMade(error: unknown): boolean {
  if (hasErrno(error, IS_MADE)) return true;
  return hasErrno(error, CANNOT_CREATE) && error instanceof Error && IS_DUPLICATE.test(error.message);
}

async function together(connection: Connection, act: () => Promise<void>): Promise<void> {
  await connection.beginTransaction();
  await act();
  await connection.commit();
}

async function note(connection: Connection, { migration, step, isBegun }: Progress): Promise<void> {
  await connection.query(
    "REPLACE INTO `__signalbox_migration` (`n`, `migration`, `step`, `is_begun`) VALUES (1, ?, ?, ?)",
    [migration, step, isBegun],
  );
}

async function lastDone(connection: Connection): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT MAX(`created_at`) AS `latest` FROM `__drizzle_migrations`",
  );
  return Number(rows[0]?.["latest"] ?? 0);
}

async function progressOf(connection: Connection): Promise<Progress | null> {
  const [[row]] = await connection.query<RowDataPacket[]>(
    "SELECT `migration`, `step`, `is_begun` AS `isBegun` FROM `__signalbox_migration`",
  );
  if (row === undefined) return null;
  return {
    migration: Number(row["migration"]),
    step: Number(row["step"]),
    isBegun: Boolean(row["isBegun"]),
  };
}
