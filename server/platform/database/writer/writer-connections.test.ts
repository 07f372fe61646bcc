import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { RowDataPacket } from "mysql2";
import { createConnection } from "mysql2/promise";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTestDataDirectory } from "#testing/servers/test-data-directory.ts";
import { connectionOptionsOf, databaseServersOf } from "../../database-url.ts";
import { type Database, openDatabase, transact } from "../db.ts";
import { type PrivateDatabase, startPrivateDatabase } from "../private-server/private-database.ts";
import { electWriter } from "./elect-writer.ts";

let dir: string;
let first: PrivateDatabase;
let second: PrivateDatabase;
let url: string;

beforeAll(async () => {
  dir = await makeTestDataDirectory();
  const start = (name: string) =>
    startPrivateDatabase({ dir: join(dir, name), log: () => undefined, shortDir: dir });
  [first, second] = await Promise.all([start("a"), start("b")]);
  const sockets = [first, second].map(({ socketPath }) => `socketPath=${encodeURIComponent(socketPath)}`);
  url = `mysql://root@localhost/signalbox?${sockets.join("&")}`;
});

afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await rm(dir, { recursive: true, force: true });
});

async function setReadOnly(server: PrivateDatabase, isReadOnly: boolean): Promise<void> {
  const connection = await createConnection(connectionOptionsOf(server.url));
  await connection.query(`SET GLOBAL read_only = ${isReadOnly ? 1 : 0}`);
  await connection.end();
}

async function writerOf({ pool }: Database): Promise<string> {
  const [rows] = await pool.query<RowDataPacket[]>("SELECT @@socket AS socket");
  return String(rows[0]?.["socket"]);
}

describe("an address with several servers", () => {
  it("is refused while two servers are writable that belong to no common cluster", async () => {
    await expect(electWriter(databaseServersOf(url))).rejects.toThrow(
      /are both writable and belong to no common/,
    );
  });

  it("names every server and its reason where none can be used", async () => {
    const gone = "mysql://root@localhost/signalbox?socketPath=/not/there.sock&socketPath=/not/here.sock";
    await expect(electWriter(databaseServersOf(gone))).rejects.toThrow(
      "No database server can be used: /not/there.sock cannot be reached (ENOENT); /not/here.sock cannot be reached (ENOENT).",
    );
  });

  it("leads to the one that is not read only; when that is killed, a transaction is repeated on the next one", async () => {
    await setReadOnly(first, true);
    const database = openDatabase(url);
    try {
      expect(await writerOf(database)).toBe(second.socketPath);
      const seen: string[] = [];
      const done = transact(database, async (tx) => {
        const [rows] = (await tx.execute("SELECT @@socket AS socket")) as unknown as [RowDataPacket[]];
        seen.push(String(rows[0]?.["socket"]));
        if (seen.length > 1) return "done";
        await setReadOnly(first, false);
        process.kill(second.pid, "SIGKILL");
        await second.ended;
        await tx.execute("SELECT 1");
        return "on the server that was killed";
      });
      expect(await done).toBe("done");
      expect(seen).toEqual([second.socketPath, first.socketPath]);
      expect(await writerOf(database)).toBe(first.socketPath);
    } finally {
      await database.close();
    }
  });
});
