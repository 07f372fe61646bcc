import { createConnection } from "mysql2/promise";
import { expect, test } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { extendLease, insertRunner } from "#repos/fleet/runner-rows.ts";
import { trackIn } from "#testing/launched.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { untilLockIsAwaited } from "#testing/while-changing.ts";
import { sweepRunners } from "../background/sweep-runners.ts";
import { listEvents } from "../pipelines/read/show-pipeline.ts";
import { claimTracks } from "./claim-tracks.ts";

const { database, databaseUrl, launch } = await startTestSystem();

/** Ends the leases of all runners with this name, as if their time were over. */
async function expire(name: string): Promise<void> {
  const connection = await createConnection(connectionOptionsOf(databaseUrl));
  try {
    await connection.execute("UPDATE runner SET lease_until = now(3) - INTERVAL 1 SECOND WHERE name = ?", [
      name,
    ]);
  } finally {
    await connection.end();
  }
}

const insert = (name: string) =>
  insertRunner(
    database.queries,
    { name, host: "here", pid: 1, labels: [], slots: 9, containment: "process-group" },
    600_000,
  );

const sweep = (monotonicNow: number, memory: { graceUntil: number }) =>
  sweepRunners(database, "here:1", { leaseMs: 1_000, tickMs: 60_000 }, memory, monotonicNow);

test("a runner that lost its lease in the middle of a chain begins nothing more; another one goes on", async () => {
  const old = await StandInRunner.register(database, "old");
  const names = Array.from({ length: 10 }, (_, place) => `v${place}`);
  const chain = names.slice(1).map((name, place) => `v${place} -> ${name}`);
  const run = await launch(
    `signalbox: 1\nname: chain\nvertices: { ${names.map((name) => `${name}: { script: x }`).join(", ")} }\nedges: [${chain.join(", ")}]\n`,
  );
  const first = await old.claim();
  expect(first?.vertex).toBe("v0");
  await expire("old");
  expect(await sweep(10_000, { graceUntil: 0 })).toEqual(["old"]);
  expect(trackIn(await run.now(), "v0")).toMatchObject({ state: "lost" });
  // The result of the attempt that ran is accepted. But nothing new begins under the lost runner's name: it has no free
  // slot until it has a new row.
  if (first !== null) await old.settle(first, 0);
  expect(trackIn(await run.now(), "v0").state).toBe("succeeded");
  expect(trackIn(await run.now(), "v1").state).toBe("pending");
  expect(await old.claim()).toBeNull();
  const other = await StandInRunner.register(database, "other");
  await other.executeAll();
  const view = await run.now();
  expect(view.pipeline.state).toBe("succeeded");
  expect(view.tracks.map(({ attempt }) => attempt)).toEqual(names.map(() => 1));
  const events = await listEvents(database.queries, run.id, undefined, 200);
  expect(events.filter(({ to }) => to === "running").map(({ actor }) => actor)).toEqual([
    "runner old",
    ...names.slice(1).map(() => "runner other"),
  ]);
});

test("what a healthy runner has begun while the sweep is under way is not lost with the runner that had it before", async () => {
  const frozen = await StandInRunner.register(database, "frozen");
  const alone = (name: string) => launch({ name, vertices: { X: { script: "true" } } });
  const first = await alone("first");
  const retried = { script: "true", retry: { max: 3, delay: "0s" }, onLost: "retry" };
  const run = await launch({ name: "thawed", vertices: { T: retried } });
  const last = await alone("last");
  const claims = [await frozen.claim(), await frozen.claim(), await frozen.claim()];
  const attempt = claims.find((track) => track?.pipelineId === run.id);
  if (attempt == null) throw new Error("T was not claimed.");
  await expire("frozen");
  const holder = await createConnection(connectionOptionsOf(databaseUrl));
  try {
    // The sweep has read what is lost, and waits for the rows of the other pipelines.
    await holder.beginTransaction();
    for (const { id } of [first, last])
      await holder.query("SELECT id FROM pipeline WHERE id = ? FOR UPDATE", [id]);
    const sweeping = sweep(20_000, { graceUntil: 0 });
    await untilLockIsAwaited(database);
    await frozen.settle(attempt, 1);
    const healthy = await StandInRunner.register(database, "healthy");
    expect(await healthy.claim()).toMatchObject({ pipelineId: run.id, attempt: 2 });
    await holder.rollback();
    expect(await sweeping).toEqual(["frozen"]);
  } finally {
    await holder.end();
  }
  expect(trackIn(await run.now(), "T")).toMatchObject({ state: "running", attempt: 2, runner: "healthy" });
  for (const other of [first, last]) expect(trackIn(await other.now(), "X").state).toBe("lost");
});

test("after a database outage no runner is marked lost for one whole lease", async () => {
  const silent = await StandInRunner.register(database, "silent");
  const run = await launch("signalbox: 1\nname: outage\nvertices: { A: { script: x } }\n");
  const track = await silent.claim();
  await expire("silent");
  const memory = { graceUntil: 11_000 };
  expect(await sweep(10_500, memory)).toEqual([]);
  expect(trackIn(await run.now(), "A").state).toBe("running");
  expect(await sweep(11_000, memory)).toEqual(["silent"]);
  expect(trackIn(await run.now(), "A").state).toBe("lost");
  if (track !== null) await silent.settle(track, 0);
  expect((await run.now()).pipeline.state).toBe("succeeded");
});

test("after the database's clock was set back a runner that died is lost one lease later, and one that lives is not", async () => {
  const [dead, living] = [await insert("dead"), await insert("living")];
  const run = await launch("signalbox: 1\nname: clock\nvertices: { A: { script: x } }\n");
  const claimant = { runnerId: dead, name: "dead", labels: [""] };
  expect(await claimTracks(database, claimant, 1)).toHaveLength(1);
  const memory = { graceUntil: 0 };
  expect(await sweep(20_000, memory)).toEqual([]);
  const connection = await createConnection(connectionOptionsOf(databaseUrl));
  try {
    // As rows are that were written an hour ago, before the clock went back by an hour.
    await connection.execute(
      "UPDATE runner SET seen_at = seen_at + INTERVAL 1 HOUR, lease_until = lease_until + INTERVAL 1 HOUR WHERE id IN (?, ?)",
      [dead, living],
    );
    await connection.execute(
      "UPDATE duty SET done_at = done_at + INTERVAL 1 HOUR, lease_until = lease_until + INTERVAL 1 HOUR",
    );
  } finally {
    await connection.end();
  }
  expect(await sweep(30_000, memory)).toEqual([]);
  expect(await extendLease(database.queries, living, 600_000)).toBe(true);
  expect(await sweep(30_500, memory)).toEqual([]);
  expect(await sweep(31_000, memory)).toEqual(["dead"]);
  expect(trackIn(await run.now(), "A")).toMatchObject({ state: "lost" });
});
