import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openLog } from "#platform/log.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { refusalOf } from "./refusals.ts";

const { database, databaseUrl } = await startTestSystem();

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

test("a request that finds the disk of the database full stands in the log of the server", async () => {
  await database.queries.execute(
    sql.raw(
      "CREATE TRIGGER full_disk BEFORE INSERT ON graph FOR EACH ROW SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1021, MESSAGE_TEXT = 'Disk full'",
    ),
  );
  const lines: object[] = [];
  const log = openLog("test", "warn", { write: (line) => void lines.push(JSON.parse(line)) });
  const server = await startApiServer(databaseUrl, { log });
  const api = openApiClient(server.url);
  await expect(api.graphs.create.mutate({ name: "kept-out" })).rejects.toThrow(
    "The disk of the database is full.",
  );
  expect(lines).toMatchObject([
    { work: "graphs.create", msg: expect.stringMatching(/^graphs\.create failed;/) },
  ]);
  await server.close();
});
