import { sql } from "drizzle-orm";
import { drizzle, type MySql2Database } from "drizzle-orm/mysql2";
import type { Pool, PoolConnection } from "mysql2/promise";
import { takeAuditNote } from "../audit/audit-note.ts";
import { NamedError } from "../copies/named-error.ts";
import { onceInProcess } from "../copies/once-in-process.ts";
import { type ConnectionOptions, databaseServersOf } from "../database-url.ts";
import { takeNotedWakeUps } from "../wake-ups/noted-wake-ups.ts";
import { NO_WAKE_UPS, type WakeUps } from "../wake-ups/wake-up.ts";
import { closeIdleConnections, TransactionTimeout } from "./answer-limit.ts";
import { driverError, hasErrno } from "./driver-error.ts";
import { openPool } from "./open-pool.ts";
import type { Answer, HeldStatement, Statement } from "./statement.ts";
import { TIMES_AS_TEXT, TransactionClient } from "./transaction.ts";
import {
  type Connections,
  checkServer,
  onServerGivenUp,
  openWriterConnections,
} from "./writer/writer-connections.ts";

/** The first argument of every repo function: a transaction, or a plain connection for reads that need none. */
export type Queries = MySql2Database<Record<string, never>>;

export type Database = {
  /** For single statements outside a transaction. */
  readonly queries: Queries;
  readonly pool: Connections;
  /** True where all statements, and every `transact`, belong to one transaction that is under way. */
  readonly isInTransaction?: true;
  /** Tells other processes what was committed. */
  readonly wakeUps: WakeUps;
  /** Called at the end of each transaction, right before its COMMIT. What it holds goes with that. */
  readonly beforeCommit?: (tx: Queries) => void;
  close(): Promise<void>;
};

/**
 * Deadlock, lock wait timeout, and MariaDB's snapshot conflict: the whole transaction is repeated. A Galera node reports
 * a conflict with another node as a deadlock.
 */
const LOCK_ERRNOS: ReadonlySet<number> = new Set([1213, 1205, 1020]);
/**
 * The server cannot be used now: it is no part of its cluster's majority (1047), ends (1053), is read only (1290, 1836),
 * or closed the connection (1927).
 */
const UNUSABLE_ERRNOS: ReadonlySet<number> = new Set([1047, 1053, 1290, 1836, 1927]);
/** COMMIT was interrupted (1317), or its part in the cluster failed (1180): other nodes may have the transaction. */
const COMMIT_UNKNOWN_ERRNOS: ReadonlySet<number> = new Set([1180, 1317]);
const MAX_REPEATS = 5;
/**
 * Longer than any transaction takes on a healthy server. Without it a frozen server would block this process forever.
 */
const TRANSACTION_TIMEOUT_MS = 20_000;

/** The connection was lost during COMMIT: the caller must find out whether its writes are stored. */
export class CommitUnknown extends NamedError {
  static override readonly className = "CommitUnknown";
  constructor(cause: unknown) {
    super(
      "The connection to the database was lost during COMMIT: it is unknown whether the transaction was committed.",
      {
        cause,
      },
    );
  }
}

/**
 * Opens a pool of connections, each set to read committed, UTC, strict mode and utf8mb4.
 *
 * @param url `mysql://user:password@host:port/name`, or with `?socketPath=…`. If it names several servers, all
 *   connections lead to one of them, the writer: see docs/decisions/066-several-database-servers.md.
 * @param connections the maximum number of connections.
 * @param wakeUps how other processes are told of commits. Who opens them closes them.
 * @param answerMs so long a statement outside a transaction waits for its answer.
 */
export function openDatabase(
  url: string,
  connections = 10,
  wakeUps = NO_WAKE_UPS,
  answerMs = TRANSACTION_TIMEOUT_MS,
): Database {
  const servers = databaseServersOf(url);
  const open = (server: ConnectionOptions) => openPool(server, connections, answerMs);
  const [first] = servers;
  const pool: Connections =
    first !== undefined && servers.length === 1
      ? open(first)
      : openWriterConnections(url, servers, open, mayHaveFailed);
  const queries = drizzle(pool as Pool) as unknown as Queries;
  pools.set(queries, pool);
  return { queries, pool, wakeUps, close: () => pool.end() };
}

/** The connections behind what is no transaction. */
const pools = onceInProcess("pools", () => new WeakMap<Queries, Connections>());

type OpenTransaction = { readonly client: TransactionClient; readonly queries: Queries };

/** By connection: to make them takes as long as a small statement. */
const transactions = onceInProcess("transactions", () => new WeakMap<object, OpenTransaction>());
const clients = onceInProcess("clients of transactions", () => new WeakMap<Queries, TransactionClient>());

function transactionOn(connection: PoolConnection): OpenTransaction {
  const known = transactions.get(connection.connection);
  if (known !== undefined) return known;
  const client = new TransactionClient(connection, isRepeatable);
  const queries = drizzle(client as unknown as PoolConnection) as unknown as Queries;
  const made = { client, queries };
  transactions.set(connection.connection, made);
  clients.set(queries, client);
  return made;
}

/** The transaction that a repo function was given. @throws TypeError where it was given a plain connection. */
function clientOf(tx: Queries): TransactionClient {
  const client = clients.get(tx);
  if (client === undefined) throw new TypeError("This needs a transaction: see transact.");
  return client;
}

/**
 * Keeps a statement for the next trip of a transaction, which is that of its next statement or of COMMIT.
 *
 * @param take called with its answer, if the trip succeeds.
 */
export function holdStatement(tx: Queries, statement: HeldStatement, take?: (answer: Answer) => void): void {
  clientOf(tx).hold(statement, take);
}

/** Sends the held statements of a transaction at once where they are so long that no more should be held. */
export async function flushIfFull(tx: Queries): Promise<void> {
  const client = clientOf(tx);
  if (client.isFull) await client.flush();
}

/** Carries out statements in one trip; gives the answer of each. */
export async function sendTogether(tx: Queries, statements: readonly Statement[]): Promise<Answer[]> {
  const client = clientOf(tx);
  const answers: Answer[] = [];
  for (const [place, statement] of statements.entries())
    client.hold(statement, (answer) => {
      answers[place] = answer;
    });
  await client.flush();
  return answers;
}

/**
 * Carries out reads in one trip; gives the answer of each. Outside of a transaction each sees what was committed when it
 * began.
 */
export async function readTogether(tx: Queries, reads: readonly Statement[]): Promise<Answer[]> {
  const pool = pools.get(tx);
  if (pool === undefined) return sendTogether(tx, reads);
  const [answers] = await pool.query({
    ...TIMES_AS_TEXT,
    sql: reads.map(({ text }) => text).join("; "),
    values: reads.flatMap(({ values }) => values),
  });
  return (reads.length === 1 ? [answers] : answers) as Answer[];
}

/** The database as it is seen inside a transaction: what uses it is committed, or rolled back, with that one. */
export function inTransaction(database: Database, tx: Queries): Database {
  return { ...database, queries: tx, isInTransaction: true };
}

/**
 * Runs `work` in one transaction. Any error rolls all of it back. After a deadlock, a lock wait timeout or a connection
 * lost before COMMIT, `work` is called again after a random delay, so it must have no effect besides its SQL.
 *
 * @param database if it is in a transaction already, `work` becomes a part of that one, which is rolled back alone.
 * @throws CommitUnknown where the answer to COMMIT was lost.
 */
export async function transact<T>(database: Database, work: (tx: Queries) => Promise<T>): Promise<T> {
  if (database.isInTransaction) return workInSavepoint(database.queries, work);
  for (let round = 1; ; round += 1) {
    try {
      return await attemptOnce(database, work);
    } catch (error) {
      if (error instanceof CommitUnknown || round >= MAX_REPEATS || !isRepeatable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** round));
    }
  }
}

async function workInSavepoint<T>(tx: Queries, work: (tx: Queries) => Promise<T>): Promise<T> {
  await tx.execute(sql`SAVEPOINT part`);
  try {
    const result = await work(tx);
    await clientOf(tx).flush();
    return result;
  } catch (error) {
    // What is held belongs to what is undone.
    clientOf(tx).drop();
    // After a deadlock the whole transaction, with its savepoint, was rolled back already.
    await tx.execute(sql`ROLLBACK TO SAVEPOINT part`).catch(() => undefined);
    throw error;
  }
}

async function attemptOnce<T>(database: Database, work: (tx: Queries) => Promise<T>): Promise<T> {
  const connection = await database.pool.getConnection();
  const { client, queries } = transactionOn(connection);
  let isBroken = false;
  let timer: NodeJS.Timeout | undefined;
  // The driver gives no answer to statements of a connection that is destroyed, so it must not be waited for.
  let stopListening: () => void = () => undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransactionTimeout(TRANSACTION_TIMEOUT_MS)), TRANSACTION_TIMEOUT_MS);
    stopListening = onServerGivenUp(connection, reject);
  });
  timeout.catch(() => undefined); // A server may be given up between two statements.
  const inTime = <R>(step: Promise<R>): Promise<R> => Promise.race([step, timeout]);
  try {
    client.begin();
    takeNotedWakeUps(queries);
    takeAuditNote(queries);
    const result = await inTime(work(queries));
    // Nothing was sent of COMMIT where the transaction ended before: so it is known what became of it.
    client.throwIfEnded();
    database.beforeCommit?.(queries);
    await inTime(client.commit()).catch((error: unknown) => {
      if (isCommitUnknown(error)) throw new CommitUnknown(error);
      throw error;
    });
    database.wakeUps.send(takeNotedWakeUps(queries));
    return result;
  } catch (error) {
    isBroken ||=
      isConnectionLost(error) ||
      error instanceof CommitUnknown ||
      (client.wasSent && !(await inTime(canRollBack(connection)).catch(() => false)));
    if (error instanceof TransactionTimeout) closeIdleConnections(database.pool);
    if (mayHaveFailed(error)) await checkServer(connection);
    throw error;
  } finally {
    clearTimeout(timer);
    stopListening();
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

/**
 * True where the database cannot be reached or used, or the connection broke. The driver gives `fatal` to each such error.
 * A code of the network or of a file (ECONNREFUSED, ENOENT) alone says nothing: errors of other servers have it, too.
 */
export function isConnectionLost(error: unknown): boolean {
  const found = driverError(error);
  if (found === null) return false;
  if (found.fatal === true || hasErrno(error, UNUSABLE_ERRNOS)) return true;
  return typeof found.code === "string" && /^(PROTOCOL_|POOL_CLOSED)/.test(found.code);
}

/** True where an error of COMMIT leaves open whether the transaction is stored. */
function isCommitUnknown(error: unknown): boolean {
  return isConnectionLost(error) || hasErrno(error, COMMIT_UNKNOWN_ERRNOS);
}

function isRepeatable(error: unknown): boolean {
  return isLockProblem(error) || isConnectionLost(error);
}

/** True where the error may mean that another server is the writer now. */
function mayHaveFailed(error: unknown): boolean {
  return error instanceof CommitUnknown || isConnectionLost(error);
}

/** True where another transaction held a lock for too long, or the two waited for each other. Nothing was written. */
export function isLockProblem(error: unknown): boolean {
  return hasErrno(error, LOCK_ERRNOS);
}

/** True where a unique key refused the row. */
export function isDuplicateKey(error: unknown): boolean {
  return driverError(error)?.errno === 1062;
}
