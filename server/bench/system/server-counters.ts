import type { Database } from "#platform/database/db.ts";

/** What the database server has counted since its start. */
export type ServerCounters = {
  /** Statements: its status `Questions`. A trip with several statements counts each of them. */
  readonly statements: number;
  /** Requests of clients: reads of their sockets. Not a number where the server does not count them. */
  readonly trips: number;
  readonly deadlocks: number;
  /** How often a transaction waited for the lock of a row, and how long in all, in milliseconds. */
  readonly lockWaits: number;
  readonly lockWaitMs: number;
};

/**
 * A server with these arguments counts trips. No status variable does, but the performance schema counts how often the
 * server reads from a client's socket, which is once for each request, however many statements it has.
 */
export const COUNT_TRIPS: readonly string[] = [
  "--performance-schema=ON",
  "--performance-schema-instrument=%=OFF",
  "--performance-schema-instrument=wait/io/socket/sql/client_connection=COUNTED",
  "--performance-schema-consumer-global-instrumentation=ON",
];

const STATUS = `show global status where variable_name in
  ('Questions', 'Innodb_deadlocks', 'Innodb_row_lock_waits', 'Innodb_row_lock_time')`;
/** MySQL has no status variable for deadlocks. */
const DEADLOCKS =
  "select count as Value from information_schema.innodb_metrics where name = 'lock_deadlocks'";
const TRIPS = `select count_read as Value from performance_schema.socket_summary_by_event_name
  where event_name = 'wait/io/socket/sql/client_connection'`;

type Row = { readonly Variable_name?: string; readonly Value: string };

/** Reads the server's counters. The reading itself counts as two or three trips. */
export async function readCounters({ pool }: Database): Promise<ServerCounters> {
  const read = async (query: string) => (await pool.query(query))[0] as unknown as Row[];
  const status = new Map((await read(STATUS)).map((row) => [row.Variable_name, Number(row.Value)]));
  const numberOf = async (query: string) => Number((await read(query))[0]?.Value ?? Number.NaN);
  const trips = await numberOf(TRIPS);
  return {
    statements: status.get("Questions") ?? Number.NaN,
    trips: trips > 0 ? trips : Number.NaN,
    deadlocks: status.get("Innodb_deadlocks") ?? (await numberOf(DEADLOCKS)),
    lockWaits: status.get("Innodb_row_lock_waits") ?? Number.NaN,
    lockWaitMs: status.get("Innodb_row_lock_time") ?? Number.NaN,
  };
}

/** What was counted between two looks. */
export function countersBetween(before: ServerCounters, after: ServerCounters): ServerCounters {
  return {
    statements: after.statements - before.statements,
    trips: after.trips - before.trips,
    deadlocks: after.deadlocks - before.deadlocks,
    lockWaits: after.lockWaits - before.lockWaits,
    lockWaitMs: after.lockWaitMs - before.lockWaitMs,
  };
}
