import { type Database, openDatabase } from "#platform/database/db.ts";

type Query = (...given: readonly unknown[]) => Promise<unknown>;

/**
 * A database with one connection. Before each statement that has a text in it something else is done, so many times: a race
 * that is always won by the other one. Whoever opens it closes it.
 */
export function databaseWithStep(
  url: string,
  { before, times = 1 }: { readonly before: string; readonly times?: number },
  step: () => Promise<unknown>,
): Database {
  const opened = openDatabase(url, 1);
  const { pool } = opened;
  let left = times;
  const watched =
    (query: Query): Query =>
    async (...given) => {
      if (left > 0 && JSON.stringify(given[0]).includes(before)) {
        left -= 1;
        await step();
      }
      return query(...given);
    };
  const getConnection = pool.getConnection.bind(pool);
  pool.getConnection = async () => {
    const connection = await getConnection();
    return Object.assign(connection, { query: watched(connection.query.bind(connection) as Query) });
  };
  return Object.assign(opened, {
    pool: Object.assign(pool, { query: watched(pool.query.bind(pool) as Query) }),
  });
}
