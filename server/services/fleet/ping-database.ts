import type { Database } from "#platform/database/db.ts";
import { selectOne } from "#repos/fleet/ping-query.ts";

const TIMEOUT_MS = 3_000;

/** Resolves when the database answers; rejects when it does not answer in time. */
export async function pingDatabase(database: Database): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(Object.assign(new Error("The database does not answer."), { code: "ETIMEDOUT", fatal: true })),
      TIMEOUT_MS,
    );
  });
  await Promise.race([selectOne(database.queries), late]).finally(() => clearTimeout(timer));
}
