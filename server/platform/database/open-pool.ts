import type { Pool as CallbackPool } from "mysql2";
import { createPool, type Pool } from "mysql2/promise";
import type { ConnectionOptions } from "../database-url.ts";
import { limitAnswers } from "./answer-limit.ts";
import { countPool } from "./database-watch.ts";
import { SQL_MODE } from "./sql-mode.ts";

/** Longer than any transaction takes: see TRANSACTION_TIMEOUT_MS. */
const IDLE_TRANSACTION_S = 30;

/**
 * Read committed: the gap locks of repeatable read block inserts of new tracks and cause deadlocks (seen: 2,760 in one
 * run).
 */
const SESSION_SETTINGS = [
  "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
  "SET time_zone = '+00:00'",
  `SET sql_mode = '${SQL_MODE}'`,
  "SET NAMES utf8mb4",
  // A process that is frozen within a transaction keeps its locks until the server ends that. MySQL has no such setting.
  `SET innodb_lock_wait_timeout = 5 /*M!100300 , idle_transaction_timeout = ${IDLE_TRANSACTION_S} */`,
] as const;

const CONNECT_TIMEOUT_MS = 5_000;
/** The system's own is two hours. */
const KEEP_ALIVE_MS = 10_000;

/**
 * A pool of connections to one server, each set to read committed, UTC, strict mode and utf8mb4.
 *
 * @param answerMs so long a statement outside a transaction waits for its answer, and a new connection at most.
 */
export function openPool(server: ConnectionOptions, connections: number, answerMs: number): Pool {
  const pool = createPool({
    ...server,
    connectionLimit: connections,
    maxIdle: connections,
    idleTimeout: 60_000,
    connectTimeout: Math.min(CONNECT_TIMEOUT_MS, answerMs),
    enableKeepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
    timezone: "Z",
    charset: "utf8mb4",
    supportBigNumbers: true,
    // Several statements go in one trip (see transaction.ts). The driver escapes every value, so text of a request never
    // becomes a part of a statement.
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
  limitAnswers(pool, answerMs);
  const stopCounting = countPool(pool.pool as unknown as CallbackPool);
  const end = pool.end.bind(pool);
  pool.end = () => {
    stopCounting();
    return end();
  };
  return pool;
}
