import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { refusalOf } from "./refusals.ts";

const { database } = await startTestSystem();

/** What the database answers to any statement, with this number and these words. */
async function answerOf(errno: number, words: string): Promise<unknown> {
  return database.queries
    .execute(sql.raw(`SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = ${errno}, MESSAGE_TEXT = '${words}'`))
    .then(() => null)
    .catch((error: unknown) => error);
}

test.each([
  [1021, "Disk full (/data/#sql-temptable-1.MAI); waiting for someone to free some space"],
  [1114, "The table log_chunk is full"],
  [1026, 'Error writing file /tmp/MY1 (Errcode: 28 "No space left on device")'],
  [1030, "Got error 28 from storage engine MyISAM"],
])("a full disk of the database (%i) is said as what it is, and is no bug", async (errno, words) => {
  expect(refusalOf(await answerOf(errno, words))).toMatchObject({
    code: "database-away",
    text: "The disk of the database is full.",
  });
});

test("another failed write of the database stays a bug", async () => {
  expect(refusalOf(await answerOf(1030, "Got error 122 from storage engine Aria"))).toBeNull();
});
