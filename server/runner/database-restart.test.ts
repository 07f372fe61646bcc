import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openDatabase } from "#platform/database/db.ts";
import { migrateDatabase } from "#platform/database/migrate.ts";
import {
  type PrivateDatabase,
  startPrivateDatabase,
} from "#platform/database/private-server/private-database.ts";
import { launchText, wideGraph } from "#testing/launched.ts";
import { linesOf } from "#testing/lines-of.ts";
import { startRealRunner } from "#testing/real-runner.ts";
import { makeTestDataDirectory } from "#testing/servers/test-data-directory.ts";

let dataDir: string;
/** For what scripts write: they do not see the shared memory of the machine. */
let dir: string;
let server: PrivateDatabase;

const SLOTS = 4;

beforeAll(async () => {
  [dataDir, dir] = await Promise.all([makeTestDataDirectory(), mkdtemp(join(tmpdir(), "restart-"))]);
  server = await startServer();
  await migrateDatabase(server.url);
});

afterAll(async () => {
  await server.stop();
  for (const each of [dataDir, dir]) await rm(each, { recursive: true, force: true });
});

function startServer(): Promise<PrivateDatabase> {
  return startPrivateDatabase({ dir: join(dataDir, "database"), log: () => undefined });
}

test("the database is killed in the middle of a wide pipeline: it finishes, each script ran once, no result is lost", async () => {
  const tally = join(dir, "tally");
  const lines = () => linesOf(tally);
  const script = `echo $SIGNALBOX_VERTEX >> ${tally}; sleep 0.1; echo "done=$SIGNALBOX_VERTEX" >> "$SIGNALBOX_OUTPUT"`;
  const runner = await startRealRunner(server.url, {
    SIGNALBOX_RUNNER: "r1",
    SIGNALBOX_SLOTS: String(SLOTS),
  });
  const database = openDatabase(server.url);
  try {
    const run = await launchText(database, wideGraph("restart", 40, script));
    await vi.waitFor(() => expect(lines().length).toBeGreaterThan(10), { timeout: 20_000, interval: 10 });
    process.kill(server.pid, "SIGKILL");
    await server.ended;
    expect(lines().length).toBeLessThan(42);
    server = await startServer();
    const { tracks } = await run.until(({ pipeline }) => pipeline.state === "succeeded", 40_000);
    expect(lines().sort()).toEqual(tracks.map(({ vertex }) => vertex).sort());
    expect(tracks.map(({ outputs }) => outputs?.["done"])).toEqual(tracks.map(({ vertex }) => vertex));
    // A claim whose answer was lost is handed back before its script begins: at most one for each slot.
    const attempts = tracks.map(({ attempt }) => attempt);
    expect(attempts.filter((attempt) => attempt > 1).length).toBeLessThanOrEqual(SLOTS);
    expect(Math.max(...attempts)).toBeLessThanOrEqual(2);
    // Meanwhile the runner has tried many times, but logged only a few lines.
    // Where the database was back at once, no try may have failed.
    await vi.waitFor(() => {
      const log = runner.logLines();
      const away = log.filter((line) => line.includes("the database does not answer"));
      expect(away.length).toBeLessThan(2);
      expect(log.filter((line) => /the database is back after \d+ s \(\d+ tries\)/.test(line))).toHaveLength(
        away.length,
      );
      expect(log.length).toBeLessThan(6);
    });
  } finally {
    await runner.stop();
    await database.close();
  }
}, 90_000);
