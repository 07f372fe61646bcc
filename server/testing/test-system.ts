import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { openWakeUps } from "#platform/wake-ups/local-wake-ups.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { type ApiServer, startApiServer } from "./api/api-server.ts";
import { createTestDatabase } from "./database.ts";
import { type Launched, launchText } from "./launched.ts";
import { type RealRunner, startRealRunner } from "./real-runner.ts";

/** A graph file: the whole text, or an object without its first line. */
export type GraphSource = string | object;

/** A database with all tables, and everything that a test file starts on it. */
export type TestSystem = {
  readonly databaseUrl: string;
  readonly database: Database;
  /** Starts a runner process on this database, see `startRealRunner`. It is stopped at the end. */
  startRunner(env?: Readonly<Record<string, string>>): Promise<RealRunner>;
  /** Stops all runners now: for files whose tests each start their own. */
  stopRunners(): Promise<void>;
  /** Starts a runner process that asks this server with this token, and has no database. It is stopped at the end. */
  startRemoteRunner(
    server: string,
    token: string,
    env?: Readonly<Record<string, string>>,
  ): Promise<RealRunner>;
  /**
   * Starts the API over HTTP, without pages; its secrets have this key, or else one of its own. It is closed at the end.
   *
   * @param hasDuties whether it does what web processes do by the clock.
   */
  startApi(secretKey?: Buffer, hasDuties?: boolean): Promise<ApiServer>;
  /** Makes an empty directory. It is removed at the end. */
  makeDirectory(): Promise<string>;
  /** Makes the graph and launches it. */
  launch(graph: GraphSource): Promise<Launched>;
  /** Makes the graph and seals its draft. */
  seal(graph: GraphSource): Promise<void>;
};

/**
 * The one fixture of integration tests. Await it at the top of a test file: every file has a database of its own, so
 * that files run at the same time. After the file's tests everything that was started is ended, every pipeline is
 * examined, and the database is dropped.
 */
export async function startTestSystem({
  connections,
}: {
  connections?: number | undefined;
} = {}): Promise<TestSystem> {
  const testDatabase = await createTestDatabase();
  const wakeUpDir = await mkdtemp(join(tmpdir(), "wake-"));
  const wakeUps = openWakeUps(wakeUpDir, "web");
  const database = openDatabase(testDatabase.url, connections, wakeUps);
  const runners: RealRunner[] = [];
  const servers: ApiServer[] = [];
  const directories: string[] = [wakeUpDir];
  const stopRunners = async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  };

  afterAll(async () => {
    await stopRunners();
    await Promise.all(servers.map((server) => server.close()));
    try {
      expect((await examinePipelines(database, false, "test")).inconsistent).toEqual([]);
    } finally {
      await database.close();
      wakeUps.close();
      await testDatabase.drop();
      // Scripts of a killed runner may still be ending in there.
      const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
      await Promise.all(directories.map((directory) => rm(directory, options)));
    }
  });

  return {
    databaseUrl: testDatabase.url,
    database,
    startRunner: async (env) => {
      const runner = await startRealRunner(testDatabase.url, { SIGNALBOX_WAKE_UPS: wakeUpDir, ...env });
      runners.push(runner);
      return runner;
    },
    stopRunners,
    startRemoteRunner: async (server, token, env) => {
      const told = { SIGNALBOX_SERVER: server, SIGNALBOX_RUNNER_TOKEN: token, SIGNALBOX_LEASE: "3" };
      const runner = await startRealRunner(null, { ...told, ...env });
      runners.push(runner);
      return runner;
    },
    startApi: async (secretKey, hasDuties = false) => {
      const server = await startApiServer(testDatabase.url, { secretKey, wakeUpDir, hasDuties });
      servers.push(server);
      return server;
    },
    makeDirectory: async () => {
      const directory = await mkdtemp(join(tmpdir(), "signalbox-test-"));
      directories.push(directory);
      return directory;
    },
    launch: (graph) => launchText(database, textOf(graph)),
    seal: async (graph) => {
      const { name } = await applyGraphText(database, textOf(graph), "ann");
      await sealGraph(database, { name }, "ann");
    },
  };
}

function textOf(graph: GraphSource): string {
  return typeof graph === "string" ? graph : JSON.stringify({ signalbox: 1, ...graph });
}
