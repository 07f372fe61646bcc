import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { transact } from "#platform/database/db.ts";
import { socketDatabaseUrl } from "#platform/database-url.ts";
import { insertGraph } from "#repos/graphs/graph-rows.ts";
import { lockPipeline } from "#repos/pipelines/pipeline-rows.ts";
import { eventually } from "../harness/eventually.ts";
import { executions, type Fault, hasSucceeded, must } from "../harness/fault.ts";
import { type FaultContext, LEASE_S, type Run, trackOf } from "../harness/fault-harness.ts";

const WIDTH = 60;
/** So long that leases would end if a sweep ran. */
const AWAY_MS = LEASE_S * 2_000;

/** Faults of the database: it is killed, frozen, or refuses connections. */
export const DATABASE_FAULTS: readonly Fault[] = [
  {
    name: "database killed in the middle of transactions, three times",
    promise: "every script runs once, every result arrives",
    play: async (context) => {
      await context.runner("r1", { SIGNALBOX_SLOTS: "6" });
      const run = await wide(context, "sleep 0.15");
      for (const share of [0.2, 0.4, 0.6]) {
        await begun(context, WIDTH * share);
        process.kill(context.server.pid, "SIGKILL");
        await context.server.ended;
        await context.startServer();
      }
      return onceEach(context, run);
    },
  },
  {
    name: "database stopped in order and started again",
    promise: "no script is killed, no track is lost, results wait for it",
    play: async (context) => {
      await context.runner("r1");
      const run = await context.launch({
        long: { script: context.tally.script(`sleep ${(AWAY_MS / 1_000) * 2}`) },
        short: { script: context.tally.script("sleep 1") },
      });
      await begun(context, 2);
      await context.server.stop();
      await sleep(AWAY_MS);
      await context.startServer();
      const view = await run.until("both succeed", hasSucceeded);
      must(
        view.tracks.every(({ attempt }) => attempt === 1),
        "a track was executed again",
      );
      must(context.tally.count("end") === 2, "a script was killed");
      return `away for ${AWAY_MS / 1_000} s, twice the lease; ${executions(context)}, none lost`;
    },
  },
  {
    name: "database frozen for twice the lease",
    promise: "no runner is marked lost because it could not renew; all goes on",
    play: async (context) => {
      await context.runner("r1");
      const run = await context.launch({
        A: { script: context.tally.script(`sleep ${(AWAY_MS / 1_000) * 2}`) },
      });
      await begun(context, 1);
      process.kill(context.server.pid, "SIGSTOP");
      await sleep(AWAY_MS);
      process.kill(context.server.pid, "SIGCONT");
      const view = await run.until("it succeeds", hasSucceeded, 60_000);
      must(trackOf(view, "A").attempt === 1, "the track was executed again");
      return `frozen for ${AWAY_MS / 1_000} s; ${executions(context)}, none lost`;
    },
  },
  {
    name: "every connection cut, again and again",
    promise: "every script runs once, every result arrives",
    play: async (context) => {
      await context.runner("r1", { SIGNALBOX_SLOTS: "6" });
      const run = await wide(context, "sleep 0.1");
      let cut = 0;
      while (context.tally.count("end") < WIDTH - 5) {
        cut += await cutConnections(context);
        await sleep(100);
      }
      return `${cut} connections cut; ${await onceEach(context, run)}`;
    },
  },
  {
    name: "a runner's network goes silent, then comes back",
    promise:
      "its track is lost and no other runner begins it; its late result names the right attempt and is accepted",
    play: async (context) => {
      const line = await openLine(context);
      await context.runner("cut-off", { DATABASE_URL: line.url });
      const run = await context.launch({ A: { script: context.tally.script(`sleep ${LEASE_S * 3}`) } });
      await begun(context, 1);
      line.hold();
      await context.runner("other");
      await run.until("A is lost", (view) => trackOf(view, "A").state === "lost", LEASE_S * 3_000);
      await eventually("the script ends", () => (context.tally.count("end") === 1 ? true : null));
      line.release();
      const view = await run.until("its result is taken", hasSucceeded, 60_000);
      must(trackOf(view, "A").attempt === 1, "it was executed again");
      line.close();
      return `lost, then succeeded by the result of the first attempt; ${executions(context)}`;
    },
  },
  {
    name: "deadlock between two transactions",
    promise: "the rejected transaction is rolled back and repeated; both are done once",
    play: async (context) => {
      const first = await context.launch({ A: { script: "true" } });
      const second = await context.run((await context.launch({ A: { script: "true" } })).id);
      let rounds = 0;
      const bothHold = barrier(2);
      const cross = (name: string, one: Run, other: Run) =>
        transact(context.database, async (tx) => {
          rounds += 1;
          // If a part of a round stayed, its repetition would fail, because the name is unique.
          await insertGraph(tx, { name, createdBy: "faults" });
          await lockPipeline(tx, one.id);
          await bothHold();
          await lockPipeline(tx, other.id);
        });
      await Promise.all([
        cross(`${context.name}-a`, first, second),
        cross(`${context.name}-b`, second, first),
      ]);
      must(rounds > 2, "there was no deadlock");
      await context.runner("r1");
      await Promise.all([first, second].map((run) => run.until("it succeeds", hasSucceeded)));
      return `2 transactions, ${rounds} rounds, both committed`;
    },
  },
];

async function wide(context: FaultContext, body: string): Promise<Run> {
  const script = context.tally.script(`${body}; echo "did=$SIGNALBOX_VERTEX" >> "$SIGNALBOX_OUTPUT"`);
  const names = Array.from({ length: WIDTH - 1 }, (_, place) => `v${place}`);
  return context.launch(
    Object.fromEntries([...names, "last"].map((name) => [name, { script }])),
    names.map((name) => `${name} -> last`),
  );
}

async function onceEach(context: FaultContext, run: Run): Promise<string> {
  const { tracks } = await run.until("it succeeds", hasSucceeded, 60_000);
  must(
    tracks.every(({ vertex, outputs }) => outputs?.["did"] === vertex),
    "an output is missing",
  );
  must(context.tally.count("begin") === WIDTH, `${executions(context)} of ${WIDTH} scripts`);
  // If the answer to a claim was lost, its attempt was handed back before it began, and the next one did the work.
  const handedBack = tracks.filter(({ attempt }) => attempt > 1).length;
  return `${WIDTH} scripts, ${executions(context)}${handedBack === 0 ? "" : `, ${handedBack} claims handed back`}`;
}

async function begun(context: FaultContext, count: number): Promise<void> {
  await eventually(`${count} scripts have begun`, () =>
    context.tally.count("begin") >= count ? true : null,
  );
}

/** All connections except the one that runs this query. */
async function cutConnections(context: FaultContext): Promise<number> {
  try {
    const [rows] = await context.database.pool.query(
      "SELECT id FROM information_schema.processlist WHERE id <> connection_id() AND user = 'root'",
    );
    const ids = (rows as { id: number }[]).map(({ id }) => id);
    for (const id of ids)
      await context.database.pool.query(`KILL CONNECTION ${Number(id)}`).catch(() => undefined);
    return ids.length;
  } catch {
    return 0; // Another round cut this connection too.
  }
}

/** Releases all waiting callers once so many have come; later callers pass at once. */
function barrier(count: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come >= count) open();
    return opened;
  };
}

/** A proxy for the database that can stop forwarding while every connection stays open. */
async function openLine(
  context: FaultContext,
): Promise<{ url: string; hold(): void; release(): void; close(): void }> {
  const path = join(context.dir, "line.sock");
  const sockets = new Set<Socket>();
  let isHeld = false;
  const server = createServer((near) => {
    const far = connect(context.server.socketPath);
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      if (isHeld) socket.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    url: socketDatabaseUrl(path, "signalbox"),
    hold: () => {
      isHeld = true;
      for (const socket of sockets) socket.pause();
    },
    release: () => {
      isHeld = false;
      for (const socket of sockets) socket.resume();
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
