import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { isAlive } from "#testing/is-alive.ts";
import { makeTestDataDirectory } from "#testing/servers/test-data-directory.ts";
import { connectionOptionsOf } from "../../database-url.ts";
import { databasePlace } from "./install-database.ts";
import { type PrivateDatabase, startPrivateDatabase } from "./private-database.ts";

let dir: string;
/** An installed directory, as a stopped server leaves it: to install one takes longer than to copy it. */
let installed: string;
const running: PrivateDatabase[] = [];

beforeAll(async () => {
  const made = await makeTestDataDirectory();
  installed = join(made, "database");
  await (await startPrivateDatabase({ dir: installed, log: () => undefined, shortDir: made })).stop();
});

afterAll(() => rm(dirname(installed), { recursive: true, force: true }));

beforeEach(async () => {
  dir = await makeTestDataDirectory();
});

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Makes `place` an installed directory, unless it is one. */
async function install(place = join(dir, "database")): Promise<string> {
  if (!existsSync(join(place, "data"))) await cp(installed, place, { recursive: true });
  return place;
}

async function start(place?: string): Promise<PrivateDatabase> {
  return startIn(await install(place));
}

async function startIn(place: string): Promise<PrivateDatabase> {
  const database = await startPrivateDatabase({ dir: place, log: () => undefined, shortDir: dir });
  running.push(database);
  return database;
}

async function ask(database: PrivateDatabase, statement: string): Promise<RowDataPacket[]> {
  const connection = await createConnection(connectionOptionsOf(database.url));
  try {
    const [rows] = await connection.query<RowDataPacket[]>(statement);
    return rows;
  } finally {
    await connection.end();
  }
}

describe("startPrivateDatabase", () => {
  it("runs with the settings that the promises depend on, and listens only at its socket", async () => {
    const database = await startIn(join(dir, "database"));
    const [settings] = await ask(
      database,
      `SELECT @@innodb_flush_log_at_trx_commit AS flush, @@sql_mode AS sqlMode, @@character_set_server AS charset,
        @@global.time_zone AS zone, @@max_allowed_packet AS packet, @@skip_networking AS socketOnly, DATABASE() AS name`,
    );
    expect(settings).toMatchObject({
      flush: 1,
      sqlMode: expect.stringContaining("STRICT_TRANS_TABLES"),
      charset: "utf8mb4",
      zone: "+00:00",
      packet: 64 * 1024 * 1024,
      socketOnly: 1,
      name: "signalbox",
    });
  });

  it("goes on while another server starts, which removes what it finds in the directory for temporary tables", async () => {
    const first = await start();
    const connection = await createConnection(connectionOptionsOf(first.url));
    await connection.query("CREATE TEMPORARY TABLE written (t TEXT) ENGINE=MyISAM");
    const [[place]] = await connection.query<RowDataPacket[]>("SELECT @@tmpdir AS dir");
    const files = readdirSync(place?.["dir"]).filter((name) => name.startsWith("#sql"));
    expect(files).not.toEqual([]);
    await start(join(dir, "another"));
    expect(readdirSync(place?.["dir"])).toEqual(expect.arrayContaining(files));
    await connection.end();
  });

  it("gives the server what is added to its environment", async () => {
    const env = { TZ: "XYZ-9" };
    const database = await startPrivateDatabase({ dir: await install(), log: () => undefined, env });
    running.push(database);
    expect(await ask(database, "SELECT @@system_time_zone AS zone")).toEqual([{ zone: "XYZ" }]);
  });

  it("keeps its files from other users", async () => {
    await startIn(join(dir, "database"));
    expect(statSync(join(dir, "database")).mode & 0o077).toBe(0);
  });

  it("keeps what was written after a stop", async () => {
    const first = await start();
    await ask(first, "CREATE TABLE kept (n INT)");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await ask(second, "SHOW TABLES LIKE 'kept'")).toHaveLength(1);
  });

  it("starts again after kill -9, although the old pid file and socket exist", async () => {
    const first = await start();
    await ask(first, "CREATE TABLE kept (n INT)");
    process.kill(first.pid, "SIGKILL");
    expect(await first.ended).toBe("SIGKILL");
    expect(existsSync(first.socketPath)).toBe(true);
    const second = await start();
    expect(await ask(second, "SHOW TABLES LIKE 'kept'")).toHaveLength(1);
  });

  it("ends the server that a killed start left before it starts its own", async () => {
    const first = await start();
    const said: string[] = [];
    const second = await startPrivateDatabase({ dir: join(dir, "database"), log: (line) => said.push(line) });
    running.push(second);
    expect(isAlive(first.pid)).toBe(false);
    expect(said.join()).toContain(`process ${first.pid}`);
    expect(await ask(second, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("puts the socket into another directory when the path is too long", async () => {
    const long = join(dir, "d".repeat(60), "e".repeat(60));
    mkdirSync(long, { recursive: true });
    const database = await start(long);
    expect(database.socketPath.length).toBeLessThan(108);
    expect(await ask(database, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("shows what the server logged when it does not start", async () => {
    const broken = startPrivateDatabase({
      dir: await install(),
      log: () => undefined,
      extraArguments: ["--no-such-setting=1"],
    });
    await expect(broken).rejects.toThrow(/ended \(exit \d+\)[\s\S]*no-such-setting/);
  });

  it("leaves no server behind when the process that started it is killed", async () => {
    const starter = spawn(
      process.execPath,
      ["--import", "tsx", "server/testing/start-private-database.ts", await install()],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await once(starter.stdout, "data");
    const pid = Number(readFileSync(databasePlace(join(dir, "database")).pid, "utf8"));
    expect(isAlive(pid)).toBe(true);
    starter.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000, interval: 50 });
  });
});
