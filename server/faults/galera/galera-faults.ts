import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RowDataPacket } from "mysql2/promise";
import { type Database, isConnectionLost, openDatabase, transact } from "#platform/database/db.ts";
import { migrateDatabase } from "#platform/database/migrate.ts";
import { lockPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { eventually } from "../harness/eventually.ts";
import { type Fault, hasSucceeded, must, NotHere } from "../harness/fault.ts";
import { FaultContext, type Run } from "../harness/fault-harness.ts";
import { type GaleraCluster, startGaleraCluster } from "./galera-cluster.ts";
import type { GaleraNode } from "./galera-node.ts";

/** The default of the product. A cluster needs about five seconds to exclude a node. */
const LEASE_S = 30;
const WIDTH = 12;
const LAUNCH_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60;
const PATIENCE_MS = 90_000;

type Stage = { readonly cluster: GaleraCluster; readonly context: FaultContext };

/** Faults of a cluster of three database servers, each of which has all data. */
export const GALERA_FAULTS: readonly Fault[] = [
  {
    name: "galera: the writer's node is killed, and comes back",
    promise:
      "all processes move to the next node within the lease; no answered commit is lost, no script starts twice; the node that comes back has everything and is not the writer again",
    play: (outer) =>
      onCluster(outer, async ({ cluster, context }) => {
        const [first, second, third] = cluster.nodes;
        const away = await failover(context, () => first.kill());
        must(
          (await writerPort(context.database)) === second.settings.port,
          "the writer is not the second node",
        );
        await first.start();
        const later = openDatabase(cluster.url);
        try {
          must((await writerPort(later)) === second.settings.port, "a new process chose another writer");
        } finally {
          await later.close();
        }
        await second.stop();
        await eventually("the first is the writer", async () =>
          (await writerPort(context.database)) === first.settings.port ? true : null,
        );
        await context.launchAgain();
        return `${away}; stopped in order, the second handed over to the first; ${await sameEverywhere([first, third], cluster)}`;
      }),
  },
  {
    name: "galera: the writer's node is frozen, and goes on after it was excluded",
    promise:
      "it counts as failed; what it had under way is not committed later; nothing is lost or started twice",
    play: (outer) =>
      onCluster(outer, async ({ cluster, context }) => {
        const [first] = cluster.nodes;
        const away = await failover(context, () => first.freeze());
        first.thaw();
        await first.untilSynced();
        return `${away}; ${await sameEverywhere(cluster.nodes, cluster)}`;
      }),
  },
  {
    name: "galera: two of three nodes are killed",
    promise:
      "without a majority nothing is written and nothing begins; once it is back all goes on, nothing is lost",
    play: (outer) =>
      onCluster(outer, async ({ cluster, context }) => {
        const [first, second, third] = cluster.nodes;
        const run = await wide(context);
        await begun(context, 4);
        const launched = await context.launchAgain();
        await Promise.all([first.kill(), second.kill()]);
        await eventually("the third has no majority", async () =>
          (await third.status("wsrep_cluster_status")) === "non-Primary" ? true : null,
        );
        const error = await context.launchAgain().catch((problem: unknown) => problem);
        must(isConnectionLost(error), `a launch was not refused: ${String(error)}`);
        const before = context.tally.count("begin");
        must(/majority/.test(String(error)), `the message does not tell of the majority: ${String(error)}`);
        await Promise.all([first.begin(), second.begin()]);
        await Promise.all(cluster.nodes.map((node) => node.untilSynced()));
        for (const id of [run.id, launched])
          await context.run(id).until("it succeeds", hasSucceeded, PATIENCE_MS);
        onceEach(context, 2);
        return `${before} of ${2 * WIDTH} scripts had begun, the others after the majority was back; each once; ${await sameEverywhere(cluster.nodes, cluster)}`;
      }),
  },
  {
    name: "galera: two nodes write to one pipeline at once",
    promise: "one of the two transactions is rolled back, and repeated as after a deadlock",
    play: (outer) =>
      onCluster(outer, async ({ cluster, context }) => {
        await context.runner("r1", { SIGNALBOX_LEASE: String(LEASE_S) });
        const { id } = await context.launch({ A: { script: "true" } });
        const databases = cluster.nodes.slice(0, 2).map((node) => openDatabase(cluster.urlOf(node)));
        await context.run(id).until("it succeeds", hasSucceeded, PATIENCE_MS);
        const revOf = async () => (await context.run(id).now()).pipeline.rev;
        const before = await revOf();
        let rounds = 0;
        const each = 20;
        try {
          await Promise.all(
            databases.map(async (database) => {
              for (let turn = 0; turn < each; turn += 1) {
                // Without a pause the node that is ahead would win again and again.
                await sleep(Math.random() * MAX_PAUSE_MS);
                await transact(database, async (tx) => {
                  rounds += 1;
                  const row = (await lockPipeline(tx, id))?.row;
                  must(row !== undefined, "the pipeline is not there");
                  await tx.execute(`update pipeline set rev = ${row.rev + 1} where id = ${id}`);
                });
              }
            }),
          );
        } finally {
          await Promise.all(databases.map((database) => database.close()));
        }
        must(rounds > 2 * each, "there was no conflict");
        await eventually("all are there", async () => ((await revOf()) === before + 2 * each ? true : null));
        return `${2 * each} transactions, ${rounds} rounds, each committed once`;
      }),
  },
];

/** Plays on a cluster of its own, and checks the rules of every fault there. */
async function onCluster(outer: FaultContext, act: (stage: Stage) => Promise<string>): Promise<string> {
  const cluster = await startGaleraCluster();
  if (typeof cluster === "string") throw new NotHere(cluster);
  let database: Database | null = null;
  try {
    await migrateDatabase(cluster.url);
    database = openDatabase(cluster.url);
    const dir = join(outer.dir, "inner");
    await mkdir(dir);
    const context = new FaultContext(
      {
        url: cluster.url,
        database,
        wakeUpDir: join(dir, "wake-ups"),
        get server(): never {
          throw new Error("A cluster is not one server.");
        },
        startServer: async () => undefined,
      },
      outer.name,
      dir,
    );
    try {
      return await act({ cluster, context });
    } finally {
      for (const node of cluster.nodes) node.thaw();
      await context.end();
    }
  } finally {
    await database?.close();
    await cluster.remove();
  }
}

/** Lets the writer fail while scripts run and people launch. */
async function failover(context: FaultContext, fail: () => Promise<void> | void): Promise<string> {
  const run = await wide(context);
  const answered: number[] = [];
  let isOver = false;
  const launching = (async () => {
    while (!isOver) {
      // An answer that never came promises nothing, so only numbers that were given are checked.
      await context.launchAgain().then(
        (id) => answered.push(id),
        (error: unknown) => {
          if (!isConnectionLost(error) && !/COMMIT/.test(String(error))) throw error;
        },
      );
      await sleep(LAUNCH_PAUSE_MS);
    }
  })();
  try {
    await begun(context, 4);
    const failedAt = performance.now();
    await fail();
    const before = answered.length;
    await eventually(
      "a launch is answered again",
      () => (answered.length > before + 1 ? true : null),
      PATIENCE_MS,
    );
    const awayS = (performance.now() - failedAt) / 1_000;
    must(awayS < LEASE_S, `it took ${awayS.toFixed(1)} s`);
    isOver = true;
    await launching;
    for (const id of [run.id, ...answered])
      await context.run(id).until("it succeeds", hasSucceeded, PATIENCE_MS);
    onceEach(context, null);
    const { length } = answered;
    return `${awayS.toFixed(1)} s until a launch was answered; ${length} of ${length} answered launches are there; ${context.tally.count("begin")} scripts, each once`;
  } finally {
    isOver = true;
    await launching.catch(() => undefined);
  }
}

async function wide(context: FaultContext): Promise<Run> {
  await context.runner("r1", { SIGNALBOX_SLOTS: "6", SIGNALBOX_LEASE: String(LEASE_S) });
  await context.runner("r2", { SIGNALBOX_SLOTS: "6", SIGNALBOX_LEASE: String(LEASE_S) });
  const script = context.tally.script("sleep 0.2");
  return context.launch(
    Object.fromEntries(Array.from({ length: WIDTH }, (_, place) => [`v${place}`, { script }])),
  );
}

async function begun(context: FaultContext, count: number): Promise<void> {
  await eventually(`${count} scripts have begun`, () =>
    context.tally.count("begin") >= count ? true : null,
  );
}

/** Every script that began has ended, and (with a number of pipelines) there are as many as vertices. */
function onceEach(context: FaultContext, pipelines: number | null): void {
  const begins = context.tally.count("begin");
  must(begins === context.tally.count("end"), "a script was killed");
  must(pipelines === null || begins === pipelines * WIDTH, `${begins} scripts began`);
}

async function writerPort(database: Database): Promise<number> {
  const [rows] = await database.pool.query<RowDataPacket[]>("SELECT @@port AS port");
  return Number(rows[0]?.["port"]);
}

/** @throws Error where a node has other rows than the others. */
async function sameEverywhere(nodes: readonly GaleraNode[], cluster: GaleraCluster): Promise<string> {
  const sums = async (node: GaleraNode) => {
    const database = openDatabase(cluster.urlOf(node), 1);
    try {
      const [rows] = await database.pool.query<RowDataPacket[]>(
        "CHECKSUM TABLE pipeline, track, attempt, event, recorded_request, database_writer",
      );
      return JSON.stringify(rows);
    } finally {
      await database.close();
    }
  };
  await eventually("all nodes have the same rows", async () =>
    new Set(await Promise.all(nodes.map(sums))).size === 1 ? true : null,
  );
  return `${nodes.length} nodes have the same rows`;
}
