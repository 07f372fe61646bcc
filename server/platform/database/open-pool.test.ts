import { expect, test } from "vitest";
import { openDatabase, transact } from "#platform/database/db.ts";
import { createTestDatabase } from "#testing/database.ts";

test("the server gives up a transaction of a process that is frozen, so that its locks are free", async () => {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase(url, 2);
  await transact(database, async (tx) => {
    const [[row]] = (await tx.execute(
      "select @@innodb_lock_wait_timeout as waits, version() as version",
    )) as never as [[{ waits: number; version: string }]];
    expect(row.waits).toBe(5);
    if (!row.version.includes("MariaDB")) return;
    const [[idle]] = (await tx.execute("select @@idle_transaction_timeout as s")) as never as [
      [{ s: number }],
    ];
    expect(idle.s).toBe(30);
  });
  await database.close();
  await drop();
});
