import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { migrateDatabase } from "#platform/database/migrate.ts";
import { startPrivateDatabase } from "#platform/database/private-server/private-database.ts";
import { COUNT_TRIPS } from "./server-counters.ts";
import { type BenchRunner, startRunner } from "./start-runner.ts";
import { type StandInWeb, startWeb } from "./start-web.ts";

/** A migrated database server of its own, and how processes are started that use it. */
export type BenchSystem = {
  readonly dir: string;
  readonly database: Database;
  /** The database's address. */
  readonly url: string;
  readonly databasePid: number;
  /** Starts runners of one machine: they have one data directory, as those of `npm start`. */
  startRunners(count: number): Promise<BenchRunner[]>;
  startWeb(): Promise<StandInWeb>;
};

type Options = {
  /** True: the server counts trips, which costs it a little. */
  readonly areTripsCounted: boolean;
};

/**
 * Starts a database server that is durable at each commit, calls `work`, and removes everything.
 *
 * @throws every error of `work`; all processes have ended by then.
 */
export async function withBenchSystem<T>(
  { areTripsCounted }: Options,
  work: (system: BenchSystem) => Promise<T>,
): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-bench-"));
  const server = await startPrivateDatabase({
    dir: join(dir, "database"),
    log: (line) => process.stderr.write(`${line}\n`),
    extraArguments: ["--innodb-flush-log-at-trx-commit=1", ...(areTripsCounted ? COUNT_TRIPS : [])],
  });
  const database = openDatabase(server.url);
  const started: { stop(): Promise<void> }[] = [];
  try {
    await migrateDatabase(server.url);
    const data = join(dir, "data");
    return await work({
      dir,
      database,
      url: server.url,
      databasePid: server.pid,
      async startRunners(count) {
        const runners: BenchRunner[] = [];
        for (let number = 1; number <= count; number += 1) {
          const runner = await startRunner(server.url, data, `bench-${number}`);
          started.push(runner);
          runners.push(runner);
        }
        return runners;
      },
      async startWeb() {
        const web = await startWeb(server.url, data);
        started.push(web);
        return web;
      },
    });
  } finally {
    await Promise.all(started.map(({ stop }) => stop()));
    await database.close();
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  }
}
