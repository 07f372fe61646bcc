import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PipelineView, TrackView } from "#contract/pipelines/pipelines.ts";
import { type Database, openDatabase } from "#platform/database/db.ts";
import { migrateDatabase } from "#platform/database/migrate.ts";
import {
  type PrivateDatabase,
  startPrivateDatabase,
} from "#platform/database/private-server/private-database.ts";
import { openWakeUps } from "#platform/wake-ups/local-wake-ups.ts";
import { NO_WAKE_UPS } from "#platform/wake-ups/wake-up.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { listEvents, showPipeline } from "#services/pipelines/read/show-pipeline.ts";
import { addRunnerToken, enrolRunner } from "#services/remote-runners/runner-tokens.ts";
import { type RealRunner, startRealRunner } from "#testing/real-runner.ts";
import { eventually } from "./eventually.ts";
import { processesOf } from "./processes.ts";
import { Tally } from "./tally.ts";

/** Short, so that a test that waits for its end is fast. */
export const LEASE_S = 3;

/** A pipeline of a fault. */
export type Run = {
  readonly id: number;
  readonly now: () => Promise<PipelineView>;
  readonly until: (
    what: string,
    is: (view: PipelineView) => boolean,
    timeoutMs?: number,
  ) => Promise<PipelineView>;
};

/** The database of a fault. */
export type FaultDatabase = {
  readonly server: PrivateDatabase;
  /** What runners are given as DATABASE_URL. */
  readonly url: string;
  readonly database: Database;
  /** Where the processes wake each other. */
  readonly wakeUpDir: string;
  startServer(): Promise<void>;
};

/** What one fault uses: real processes of its own, and a database server that all faults share. */
export class FaultContext {
  readonly dir: string;
  /** The name of the graph, its pipelines and their label. */
  readonly name: string;
  readonly tally: Tally;
  private readonly harness: FaultDatabase;
  private readonly runners: RealRunner[] = [];
  private readonly ends: (() => Promise<void>)[] = [];
  /** Of runners without a database, by their names. */
  private readonly tokens = new Map<string, string>();

  constructor(harness: FaultDatabase, name: string, dir: string) {
    this.harness = harness;
    this.name = name;
    this.dir = dir;
    this.tally = new Tally(join(dir, "tally"));
  }

  get server(): PrivateDatabase {
    return this.harness.server;
  }

  get database(): Database {
    return this.harness.database;
  }

  /** Where all its processes wake each other. */
  get wakeUpDir(): string {
    return this.harness.wakeUpDir;
  }

  /** Starts the database server again, after it ended. */
  async startServer(): Promise<void> {
    await this.harness.startServer();
  }

  /** Starts a runner for this fault only; it is stopped with the fault. Its data directory has its name. */
  async runner(
    name: string,
    env: Readonly<Record<string, string>> = {},
    wrapper: readonly string[] = [],
  ): Promise<RealRunner> {
    return this.start(env["DATABASE_URL"] ?? this.harness.url, name, env, wrapper);
  }

  /** As `runner`, for one that asks this server and has no database. */
  async remoteRunner(
    name: string,
    server: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<RealRunner> {
    const token = this.tokens.get(name) ?? randomBytes(32).toString("base64url");
    if (!this.tokens.has(name)) {
      const wanted = { name, labels: [this.name], folders: [""], days: null };
      const { code } = await addRunnerToken(this.database.queries, wanted, "faults");
      await enrolRunner(this.database.queries, { code, token });
      this.tokens.set(name, token);
    }
    const told = { SIGNALBOX_SERVER: server, SIGNALBOX_RUNNER_TOKEN: token, ...env };
    return this.start(null, name, told, []);
  }

  private async start(
    databaseUrl: string | null,
    name: string,
    env: Readonly<Record<string, string>>,
    wrapper: readonly string[],
  ): Promise<RealRunner> {
    const dataDir = this.dataDirOf(name);
    await mkdir(dataDir, { recursive: true });
    const told = {
      SIGNALBOX_RUNNER: name,
      SIGNALBOX_DATA: dataDir,
      SIGNALBOX_WAKE_UPS: this.wakeUpDir,
      SIGNALBOX_LEASE: String(LEASE_S),
      SIGNALBOX_LABELS: this.name,
      SIGNALBOX_LOG: "error",
      ...env,
    };
    const runner = await startRealRunner(databaseUrl, told, wrapper);
    this.runners.push(runner);
    return runner;
  }

  dataDirOf(runner: string): string {
    return join(this.dir, runner);
  }

  /** Makes a graph of these vertices and edges; its scripts run on this fault's runners. */
  async draw(
    vertices: Readonly<Record<string, object>>,
    edges: readonly string[] = [],
    params: object = {},
  ): Promise<void> {
    const labelled = Object.fromEntries(
      Object.entries(vertices).map(([name, vertex]) => [
        name,
        "script" in vertex ? { ...vertex, labels: [this.name] } : vertex,
      ]),
    );
    const text = JSON.stringify({ signalbox: 1, name: this.name, params, vertices: labelled, edges });
    await applyGraphText(this.database, text, "faults");
  }

  async launch(vertices: Readonly<Record<string, object>>, edges: readonly string[] = []): Promise<Run> {
    await this.draw(vertices, edges);
    const { id } = await launchPipeline(
      this.database,
      { graph: this.name, params: {}, inputs: {} },
      "faults",
    );
    return this.run(id);
  }

  /** Launches the graph once more; gives the pipeline's number. */
  async launchAgain(): Promise<number> {
    const { id } = await launchPipeline(
      this.database,
      { graph: this.name, params: {}, inputs: {} },
      "faults",
    );
    return id;
  }

  run(id: number): Run {
    const now = () => showPipeline(this.database.queries, id);
    return {
      id,
      now,
      until: (what, is, timeoutMs) =>
        eventually(
          what,
          async () => {
            const view = await now();
            if (is(view)) return view;
            throw new Error(`it is ${view.pipeline.state}: ${statesIn(view)}`);
          },
          timeoutMs,
        ),
    };
  }

  /** Says how to stop what the fault has started, for a fault that fails before it does so. It may be stopped already. */
  stopAtEnd(stop: () => Promise<void>): void {
    this.ends.push(stop);
  }

  /** How many late results were refused. */
  async refusals(id: number): Promise<number> {
    const events = await listEvents(this.database.queries, id, undefined, 1_000);
    return events.filter(({ kind }) => kind === "refused").length;
  }

  /**
   * Stops what still runs and checks what is left.
   *
   * @throws Error where a rule does not hold: an attempt that began twice, a violation, a process that is left.
   */
  async end(): Promise<void> {
    const runners = await Promise.allSettled(this.runners.map((runner) => runner.stop()));
    const others = await Promise.allSettled(this.ends.map((stop) => stop()));
    // What was promised comes first: also where a process did not stop.
    this.tally.judge();
    const failed = [...runners, ...others].flatMap((each) =>
      each.status === "rejected" ? [each.reason as unknown] : [],
    );
    if (failed.length > 1) throw new AggregateError(failed, `${failed.length} processes did not stop`);
    if (failed.length === 1) throw failed[0];
    const { inconsistent } = await examinePipelines(this.database, false, "faults");
    const [first] = inconsistent.flatMap(({ pipeline, violations }) =>
      violations.map(({ text }) => `${pipeline}: ${text}`),
    );
    if (first !== undefined) throw new Error(`the doctor found: pipeline ${first}`);
    await eventually("no process is left", () => (processesOf(this).length === 0 ? true : null), 15_000);
  }
}

/** The database server that all faults share, or one fault has alone. */
export class FaultHarness implements FaultDatabase {
  readonly dir: string;
  /** Added to the environment of the server. */
  private readonly env: Readonly<Record<string, string>>;
  private running: PrivateDatabase | null = null;
  private opened: Database | null = null;
  private wakeUps = NO_WAKE_UPS;

  constructor(dir: string, env: Readonly<Record<string, string>> = {}) {
    this.dir = dir;
    this.env = env;
  }

  get server(): PrivateDatabase {
    if (this.running === null) throw new Error("The database server is not started.");
    return this.running;
  }

  get url(): string {
    return this.server.url;
  }

  get database(): Database {
    if (this.opened === null) throw new Error("The database is not open.");
    return this.opened;
  }

  async startServer(): Promise<void> {
    this.running = await startPrivateDatabase({
      dir: join(this.dir, "database"),
      log: () => undefined,
      env: this.env,
    });
  }

  async open(): Promise<void> {
    await this.startServer();
    await migrateDatabase(this.server.url);
    this.wakeUps = openWakeUps(this.wakeUpDir, "web");
    this.opened = openDatabase(this.server.url, undefined, this.wakeUps);
  }

  get wakeUpDir(): string {
    return join(this.dir, "wake-ups");
  }

  async close(): Promise<void> {
    await this.opened?.close();
    this.wakeUps.close();
    await this.running?.stop();
  }
}

/** The track of this vertex. */
export function trackOf(view: PipelineView, vertex: string): TrackView {
  const found = view.tracks.find((each) => each.vertex === vertex);
  if (found === undefined) throw new Error(`there is no track ${vertex}`);
  return found;
}

function statesIn({ tracks }: PipelineView): string {
  const told = tracks
    .slice(0, 6)
    .map(({ vertex, state, reason }) => `${vertex} ${state} ${reason ?? ""}`.trim());
  return tracks.length > told.length ? `${told.join(", ")} …` : told.join(", ");
}
