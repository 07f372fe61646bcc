import type { Pool, PoolConnection } from "mysql2/promise";
import { NamedError } from "../copies/named-error.ts";

/** A statement had no answer for so long that its connection is closed. The driver's errors have the same fields. */
class NoAnswer extends Error {
  readonly fatal = true;
  readonly code = "ETIMEDOUT";

  constructor(answerMs: number) {
    super(`The database did not answer within ${answerMs} ms, so the connection was closed.`);
    this.name = "NoAnswer";
  }
}

/** The transaction took too long, and its connection was closed. `fatal` is what a driver's lost connection has. */
export class TransactionTimeout extends NamedError {
  static override readonly className = "TransactionTimeout";
  readonly fatal = true;

  constructor(timeoutMs: number) {
    super(`A transaction took longer than ${timeoutMs / 1_000} s, so its connection was closed.`);
  }
}

/**
 * Closes the connection of a statement outside a transaction that has no answer for so long. A connection whose other
 * end has gone without a word (a firewall forgot it, a server died) would keep its caller waiting for hours.
 */
export function limitAnswers(pool: Pool, answerMs: number): void {
  const use =
    (method: "query" | "execute") =>
    async (...words: unknown[]): Promise<unknown> => {
      const connection = await pool.getConnection();
      const timer = setTimeout(() => {
        closeIdleConnections(pool);
        giveUp(connection, new NoAnswer(answerMs));
      }, answerMs);
      try {
        const run = connection[method].bind(connection) as (...words: unknown[]) => Promise<unknown>;
        return await run(...words);
      } finally {
        clearTimeout(timer);
        connection.release();
      }
    };
  pool.query = use("query") as Pool["query"];
  pool.execute = use("execute") as Pool["execute"];
}

/**
 * Closes the connections of a pool that nobody uses: where one has no answer, the others lead to the same server, and each
 * would be found out only after the same time.
 */
export function closeIdleConnections(connections: object): void {
  // The driver has no other way to ask.
  const { pool } = connections as { pool?: { _freeConnections?: { toArray(): { destroy(): void }[] } } };
  for (const idle of pool?._freeConnections?.toArray() ?? []) idle.destroy();
}

/** To destroy the connection itself would leave its statement without an answer for ever. */
function giveUp({ connection }: PoolConnection, error: Error): void {
  (connection as unknown as { stream: { destroy(error: Error): void } }).stream.destroy(error);
}
