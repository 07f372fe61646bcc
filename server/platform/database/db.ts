import { drizzle, type MySql2Database } from "drizzle-orm/mysql2";
import { createPool, type Pool, type PoolConnection } from "mysql2/promise";
import { connectionOptionsOf } from "../database-url.ts";
import { SQL_MODE } from "./sql-mode.ts";

/** The first argument of every repo function: a transaction, or a plain connection for reads that need none. */
export type Queries = MySql2Database<Record<string, never>>;

export type Database = {
  /** For single statements outside a transaction. */
  readonly queries: Queries;
  readonly pool: Pool;
  close(): Promise<void>;
};

/**
 * Read committed: the gap locks of repeatable read block inserts of new tracks and cause deadlocks (seen: 2,760 in one
 * run).
 */
const SESSION_SETTINGS = [
  "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SET time_zone = '+00:00'",
  `SET sql_mode = '${SQL_MODE}'`,
  "SET NAMES utf8mb4",
  "SET innodb_lock_wait_timeout = 5",
] as const;

/** Deadlock, lock wait timeout, and MariaDB's snapshot conflict: the whole transaction is repeated. */
const REPEATABLE_ERRNOS: ReadonlySet<number> = new Set([1213, 1205, 1020]);
const MAX_REPEATS = 5;
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Longer than any transaction takes on a healthy server. Without it a frozen server would block this process forever.
 */
const TRANSACTION_TIMEOUT_MS = 20_000;

/** The connection was lost during COMMIT: the caller must find out whether its writes are stored. */
export class CommitUnknown extends Error {
  constructor(cause: unknown) {
    super(
      "The connection to the database was lost during COMMIT: it is unknown whether the transaction was committed.",
      {
        cause,
      },
    );
    this.name = "CommitUnknown";
  }
}

/**
 * Opens a pool of connections, each set to read committed, UTC, strict mode and utf8mb4.
 *
 * @param url `mysql://user:password@host:port/name`, or with `?socketPath=…`.
 * @param connections the maximum number of connections.
 */
export function openDatabase(url: string, connections = 10): Database {
  const pool = createPool({
    ...connectionOptionsOf(url),
    connectionLimit: connections,
    maxIdle: connections,
    idleTimeout: 60_000,
    connectTimeout: CONNECT_TIMEOUT_MS,
    enableKeepAlive: true,
    timezone: "Z",
    charset: "utf8mb4",
    supportBigNumbers: true,
    // Several statements in one round trip are needed by repos/write-together.ts. Every value is a bound parameter, so
    // text of a request never becomes a part of a statement.
    multipleStatements: true,
  });
  pool.pool.on("connection", (connection) => {
    for (const setting of SESSION_SETTINGS) {
      connection.query(setting, (error: unknown) => {
        // A connection without these settings must not be used: transactions on it could break promises.
        if (error !== null && error !== undefined) connection.destroy();
      });
    }
  });
  return { queries: drizzle(pool) as unknown as Queries, pool, close: () => pool.end() };
}

const queriesOf = new WeakMap<object, Queries>();

function queriesOn(connection: PoolConnection): Queries {
  const known = queriesOf.get(connection.connection);
  if (known !== undefined) return known;
  const made = drizzle(connection) as unknown as Queries;
  queriesOf.set(connection.connection, made);
  return made;
}

/**
 * Runs `work` in one transaction. Any error rolls all of it back. After a deadlock, a lock wait timeout or a connection
 * lost before COMMIT, `work` is called again after a random delay, so it must have no effect besides its SQL.
 *
 * @throws CommitUnknown where the answer to COMMIT was lost.
 */
export async function transact<T>(database: Database, work: (tx: Queries) => Promise<T>): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await attemptOnce(database, work);
    } catch (error) {
      if (error instanceof CommitUnknown || round >= MAX_REPEATS || !isRepeatable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** round));
    }
  }
}

async function attemptOnce<T>(database: Database, work: (tx: Queries) => Promise<T>): Promise<T> {
  const connection = await database.pool.getConnection();
  let isBroken = false;
  const timer = setTimeout(() => {
    isBroken = true;
    connection.destroy();
  }, TRANSACTION_TIMEOUT_MS);
  try {
    await connection.query("START TRANSACTION");
    const result = await work(queriesOn(connection));
    await connection.query("COMMIT").catch((error: unknown) => {
      if (isConnectionLost(error)) throw new CommitUnknown(error);
      throw error;
    });
    return result;
  } catch (error) {
    isBroken ||=
      isConnectionLost(error) || error instanceof CommitUnknown || !(await canRollBack(connection));
    throw error;
  } finally {
    clearTimeout(timer);
    if (isBroken) connection.destroy();
    else connection.release();
  }
}

/** After a failed ROLLBACK the state of the connection is unknown, so it must be closed. */
async function canRollBack(connection: PoolConnection): Promise<boolean> {
  return connection.query("ROLLBACK").then(
    () => true,
    () => false,
  );
}

/** Drizzle wraps the driver's errors: the driver's own error is the innermost cause that has a number or `fatal`. */
function driverError(error: unknown): { errno?: number; code?: string; fatal?: boolean } | null {
  for (let each = error; each instanceof Error; each = each.cause) {
    if ("errno" in each || "fatal" in each || "code" in each) return each as { errno?: number };
  }
  return null;
}

/** True where the database cannot be reached or the connection broke. After a KILL there is no code, only `fatal`. */
export function isConnectionLost(error: unknown): boolean {
  const found = driverError(error);
  if (found === null) return false;
  if (found.fatal === true) return true;
  return (
    typeof found.code === "string" &&
    /^(PROTOCOL_|ECONN|ETIMEDOUT|EPIPE|ENOENT|ENOTFOUND|EAI_AGAIN|POOL_CLOSED)/.test(found.code)
  );
}

function isRepeatable(error: unknown): boolean {
  const errno = driverError(error)?.errno;
  return (errno !== undefined && REPEATABLE_ERRNOS.has(errno)) || isConnectionLost(error);
}

/** True where a unique key refused the row. */
export function isDuplicateKey(error: unknown): boolean {
  return driverError(error)?.errno === 1062;
}
