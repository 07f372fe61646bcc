import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { databasePlace } from "#platform/database/private-server/install-database.ts";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { isAlive } from "#testing/is-alive.ts";
import { type KeptDatabase, keepDatabase } from "./keep-database.ts";

let dir: string;
let kept: KeptDatabase;
let lines: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "signalbox-keep-"));
  lines = [];
  kept = await keepDatabase(dir, (line) => void lines.push(line));
});

afterEach(async () => {
  await kept.stop();
  await rm(dir, { recursive: true, force: true }).catch(async (cause: unknown) => {
    throw new Error(`After the stop there were files in ${dir}: ${await readdir(dir, { recursive: true })}`, {
      cause,
    });
  });
});

const serverPid = () => Number(readFileSync(databasePlace(dir).pid, "utf8"));

async function write(statement: string): Promise<void> {
  const connection = await createConnection(connectionOptionsOf(kept.url));
  try {
    await connection.query(statement);
  } finally {
    connection.destroy();
  }
}

it("starts a killed server again at the same address, with what was committed, and says so", async () => {
  await write("CREATE TABLE kept (n INT)");
  await write("INSERT INTO kept VALUES (7)");
  const before = serverPid();
  process.kill(before, "SIGKILL");
  await vi.waitFor(() => write("INSERT INTO kept SELECT n + 1 FROM kept WHERE n = 7"), {
    timeout: 20_000,
    interval: 50,
  });
  expect(serverPid()).not.toBe(before);
  await vi.waitFor(() =>
    expect(lines).toEqual([
      "The private database server ended (SIGKILL). It is started again in 0.25 s.",
      "The private database server is up again.",
    ]),
  );
});

it("does not start it again once it was stopped", async () => {
  const pid = serverPid();
  await kept.stop();
  expect(isAlive(pid)).toBe(false);
  expect(lines).toEqual([]);
});

it("stops also while it waits to start again", async () => {
  process.kill(serverPid(), "SIGKILL");
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  await kept.stop();
  await expect(write("SELECT 1")).rejects.toThrow();
});
