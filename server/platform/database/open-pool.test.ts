import { once } from "node:events";
import { stat } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { isConnectionLost, openDatabase, transact } from "#platform/database/db.ts";
import { databaseServersOf } from "#platform/database-url.ts";
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

test("a connection that goes dead without a word is given up after a time, and the next statement has a new one", async () => {
  const { url, drop } = await createTestDatabase();
  const [server] = databaseServersOf(url);
  const { socketPath, host, port = 3306 } = server as { socketPath?: string; host?: string; port?: number };
  const near: Socket[] = [];
  const sockets: Socket[] = [];
  const proxy = createServer((client) => {
    const far = socketPath === undefined ? connect(port, host) : connect(socketPath);
    client.pipe(far).pipe(client);
    for (const each of [client, far]) each.on("error", () => undefined);
    near.push(client);
    sockets.push(client, far);
  });
  await once(proxy.listen(0, "127.0.0.1"), "listening");
  const through = new URL(url);
  through.search = "";
  through.host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const database = openDatabase(through.href, 2, undefined, 500);
  const ask = () => database.queries.execute(sql`select 1`);
  await Promise.all([ask(), ask()]);
  expect(near).toHaveLength(2);
  for (const client of near) client.unpipe();
  const error = await ask().catch((thrown: unknown) => thrown);
  expect(isConnectionLost(error)).toBe(true);
  await ask();
  expect(near).toHaveLength(3);
  await database.close();
  for (const socket of sockets) socket.destroy();
  proxy.close();
  await drop();
});

const thrownBy = (act: () => Promise<unknown>) =>
  act().then(
    () => null,
    (thrown: unknown) => thrown,
  );

test.each([
  ["nothing listens at its port", "mysql://nobody@127.0.0.1:1/none"],
  ["there is no such socket", "mysql://nobody@localhost/none?socketPath=/nowhere/mysqld.sock"],
  ["no host has its name", "mysql://nobody@nowhere.invalid/none"],
])("the database is away where %s", async (_, url) => {
  const database = openDatabase(url, 1);
  const ask = () => database.queries.execute(sql`select 1`);
  const begin = () => transact(database, (tx) => tx.execute(sql`select 1`));
  for (const act of [ask, begin]) expect(isConnectionLost(await thrownBy(act))).toBe(true);
  await database.close();
});

test("the database is away where it ends a connection in the middle of a statement", async () => {
  const { url, drop } = await createTestDatabase();
  const database = openDatabase(url, 2);
  const connection = await database.pool.getConnection();
  const asleep = thrownBy(() => connection.query("select sleep(60)"));
  await database.queries.execute(sql.raw(`kill ${connection.threadId}`));
  expect(isConnectionLost(await asleep)).toBe(true);
  connection.destroy();
  await database.close();
  await drop();
});

test.each([
  [
    "another server",
    async () => {
      const closed = createServer();
      await once(closed.listen(0, "127.0.0.1"), "listening");
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      await fetch(`http://127.0.0.1:${port}/`);
    },
  ],
  ["a name", () => fetch("http://nowhere.invalid/")],
  ["a file", () => stat("/nowhere/file")],
])("the database is not away where %s is not there", async (_, act) => {
  const error = await thrownBy(act);
  expect(error).toBeInstanceOf(Error);
  expect(isConnectionLost(error)).toBe(false);
  expect(isConnectionLost(new Error("It failed.", { cause: error }))).toBe(false);
});
