/** Brings the database of DATABASE_URL up to this version's tables, for installations without the supervisor. */

import { migrateDatabase } from "#platform/database/migrate.ts";
import { readEnv } from "#platform/env.ts";

async function main(): Promise<void> {
  const { databaseUrl } = readEnv();
  if (databaseUrl === undefined)
    throw new Error("Set DATABASE_URL to the database whose tables are to be brought up to date.");
  await migrateDatabase(databaseUrl);
  console.error("The tables are up to date.");
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
