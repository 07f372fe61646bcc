import { expect, test } from "vitest";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { deleteGraph } from "../graphs/delete-graph.ts";
import { renameGraph } from "../graphs/rename-graph.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { previewRetention } from "../retention/preview-retention.ts";
import { markTree } from "../retention/remove-pipelines.ts";
import { setRetention } from "../retention/retention-settings.ts";
import { runRetention } from "../retention/run-retention.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { launchAfterEnds } from "./launch-after.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";

const { database, seal, launch } = await startTestSystem();
const runner = await StandInRunner.register(database);
const errors: unknown[] = [];

const rest = { kind: "wait", wait: { for: "10h" } };
const work = (from = database) => launchAfterEnds(from, (error) => errors.push(error));
const pause = (name: string) => setTrigger(database, { name, state: "paused" }, COMMAND_LINE);
const activate = (name: string) => setTrigger(database, { name, state: "active" }, COMMAND_LINE);

/** Two graphs, and an active trigger that launches the second one after pipelines of the first. */
async function publish(name: string, settings: object = {}, more: object = {}) {
  await seal({ name: `${name}-next`, params: { k: { type: "string" } }, vertices: { rest } });
  await seal({ name, vertices: { A: { script: "true" } } });
  await save(name, name, `${name}-next`, settings, more);
  await activate(name);
}

function save(name: string, source: string, graph: string, settings: object = {}, more: object = {}) {
  const input = { name, graph, kind: "after", settings: { graph: source, ...settings }, ...more };
  return saveTrigger(database, saveTriggerInput.parse(input), COMMAND_LINE);
}

/** Launches a pipeline of the graph and ends it. */
async function end(name: string, exit = 0): Promise<number> {
  const { id } = await launch({ name, vertices: { A: { script: "true" } } });
  await settle(exit);
  return id;
}

async function settle(exit: number): Promise<void> {
  const track = await runner.claim();
  if (track === null) throw new Error("nothing to claim");
  await runner.settle(track, exit);
}

async function deliveries(name: string): Promise<Record<string, unknown>[]> {
  const [rows] = await database.pool.query(
    "SELECT CONVERT(d.event_key USING utf8mb4) AS `key`, d.state, d.reason, d.event, d.pipeline_id AS pipelineId, p.params, p.launched_by AS launchedBy FROM delivery d JOIN trigger_rule t ON t.id = d.trigger_id LEFT JOIN pipeline p ON p.id = d.pipeline_id WHERE t.name = ? ORDER BY d.id",
    [name],
  );
  return rows as Record<string, unknown>[];
}

async function signals(): Promise<number> {
  const [rows] = await database.pool.query("SELECT count(*) AS n FROM after_signal");
  return (rows as { n: number }[])[0]?.n ?? -1;
}

test("an end launches once, with its outputs, however many processes look and die; a later end of it launches nothing", async () => {
  await publish(
    "build",
    { states: ["failed", "succeeded"] },
    {
      filter: "pipeline.outputs.A.k == 'v' || pipeline.state == 'failed'",
      params: { k: "has(pipeline.outputs.A) ? pipeline.outputs.A.k : pipeline.reason" },
    },
  );
  const id = await end("build");
  expect(await signals()).toBe(1);
  const dying = {
    ...database,
    beforeCommit: () => {
      throw new Error("killed");
    },
  };
  await work(dying);
  expect(errors.splice(0).map(String)).toEqual(["Error: killed"]);
  expect([await deliveries("build"), await signals()]).toEqual([[], 1]);
  const [failing] = (await database.pool.query("SELECT error FROM trigger_rule WHERE name = 'build'"))[0] as {
    error: string | null;
  }[];
  expect(failing?.error).toBe("killed");
  await database.pool.query("UPDATE after_signal SET due_at = now(3)");
  await Promise.all([work(), work(), work()]);
  expect(await deliveries("build")).toMatchObject([
    { key: String(id), state: "launched", params: '{"k":"v"}', launchedBy: "trigger build" },
  ]);
  const after = Number((await deliveries("build"))[0]?.["pipelineId"]);
  expect((await showPipeline(database.queries, after)).launchedAfter).toEqual({ pipeline: id });
  expect((await showPipeline(database.queries, id)).launchedAfter).toBeNull();
  await retryTrack(
    database,
    { id, vertex: "A", onlyFailed: false, downstream: true, reason: "again" },
    "ann",
  );
  await settle(1);
  expect(await signals()).toBe(1);
  await work();
  expect([(await deliveries("build")).length, await signals(), errors]).toEqual([1, 0, []]);
});

test("retention keeps a pipeline, however old, until the trigger that fails has launched after it", async () => {
  await publish("aged", { states: ["failed"] });
  const id = await end("aged", 1);
  await setRetention(database, { graph: "aged", pipelineDays: 30 }, COMMAND_LINE);
  await database.pool.query(
    "UPDATE pipeline SET launched_at = launched_at - INTERVAL 40 DAY, finished_at = finished_at - INTERVAL 40 DAY WHERE id = ?",
    [id],
  );
  const tidy = () => runRetention(database, "aged", COMMAND_LINE);
  expect(await previewRetention(database.queries, { graph: "aged" })).toMatchObject({
    pipelines: { count: 0 },
  });
  expect(await tidy()).toMatchObject({ pipelines: 0 });
  // It was found before its signal was written, and is judged once more when it is marked.
  const bounds = { endedBefore: Date.now(), idBelow: null, keptId: null };
  expect(await markTree(database, id, bounds)).toBe(0);
  await work();
  expect(await deliveries("aged")).toMatchObject([{ key: String(id), state: "launched" }]);
  expect(await tidy()).toMatchObject({ pipelines: 1 });
});

test("only the chosen ends count, and a cancelled pipeline is one", async () => {
  await publish("ends", { states: ["cancelled"] });
  await end("ends", 1);
  await work();
  expect(await deliveries("ends")).toEqual([]);
  const { id } = await launch({ name: "ends", vertices: { A: { script: "true" } } });
  await cancelPipeline(database, { id, kill: true }, "ann");
  await work();
  expect(await deliveries("ends")).toMatchObject([{ key: String(id), state: "launched" }]);
});

test("what ended while it was paused is not made up for; what ended right before is refused with a row", async () => {
  await publish("still");
  const before = await end("still");
  await pause("still");
  await end("still");
  await work();
  expect(await deliveries("still")).toMatchObject([
    { key: String(before), state: "refused", reason: expect.stringContaining("paused") },
  ]);
  await activate("still");
  await work();
  expect(await deliveries("still")).toHaveLength(1);
});

test("a ring is refused with its triggers, also where two are saved at the same time, and where a child closes it", async () => {
  for (const name of ["a", "b"]) await seal({ name, vertices: { rest } });
  const both = await Promise.allSettled([save("a-b", "a", "b"), save("b-a", "b", "a")]);
  const refused = both.filter((each) => each.status === "rejected");
  expect(refused.map(({ reason }) => String(reason))).toEqual([
    expect.stringMatching(/a ring that never ends: .*a-b.*b-a|a ring that never ends: .*b-a.*a-b/),
  ]);
  await expect(save("self", "a", "a")).rejects.toThrow('self launches "a" after "a"');
  await seal({ name: "over", vertices: { run: { kind: "graph", graph: "a@1" } } });
  await save("over", "a", "over");
  await expect(save("over", "a", "over", { children: true })).rejects.toThrow("a ring that never ends");
  await expect(save("none", "nowhere", "a")).rejects.toThrow('There is no graph "nowhere"');
});

test("a source that is renamed is still launched after, and it cannot be deleted", async () => {
  await publish("named");
  await renameGraph(database, { name: "named", to: "renamed" }, COMMAND_LINE);
  await expect(deleteGraph(database, { name: "renamed" }, COMMAND_LINE)).rejects.toThrow(
    "launch after it: named",
  );
  const id = await end("renamed");
  await work();
  expect(await deliveries("named")).toMatchObject([{ key: String(id), state: "launched" }]);
});

test("a ring that nobody could know of ends after twenty pipelines, also where each takes longer than deliveries are kept", async () => {
  await publish("chain");
  await setRetention(database, { graph: "chain", historyDays: 30 }, COMMAND_LINE);
  // A ring that was closed behind the back of the check: the trigger launches the graph after which it launches.
  await database.pool.query("UPDATE trigger_rule SET graph_id = source_graph_id WHERE name = 'chain'");
  let last = await end("chain");
  for (let round = 1; round <= 25 && (await signals()) === 1; round += 1) {
    await database.pool.query("UPDATE delivery SET received_at = received_at - INTERVAL 40 DAY");
    await runRetention(database, "chain", COMMAND_LINE);
    await work();
    const newest = (await deliveries("chain")).at(-1);
    expect(newest?.["key"]).toBe(String(last));
    if (newest?.["state"] !== "launched") break;
    last = Number(newest["pipelineId"]);
    await settle(0);
  }
  const pipelines = await database.pool.query(
    "SELECT p.id FROM pipeline p JOIN graph g ON g.id = p.graph_id WHERE g.name = 'chain'",
  );
  expect(pipelines[0]).toHaveLength(20);
  expect((await deliveries("chain")).at(-1)).toMatchObject({
    key: String(last),
    state: "refused",
    reason: expect.stringContaining("may be a ring"),
  });
});

test("a ring through a child pipeline ends, too, where deliveries are removed while the end of the child is put off", async () => {
  await publish("inner", { children: true });
  await seal({ name: "outer", vertices: { run: { kind: "graph", graph: "inner@1" } } });
  await setRetention(database, { graph: "outer", historyDays: 30 }, COMMAND_LINE);
  await database.pool.query(
    "UPDATE trigger_rule SET graph_id = (SELECT id FROM graph WHERE name = 'outer') WHERE name = 'inner'",
  );
  await launch({ name: "outer", vertices: { run: { kind: "graph", graph: "inner@1" } } });
  for (let round = 1; round <= 25; round += 1) {
    await reconcileChildPipelines(database);
    await settle(0);
    await reconcileChildPipelines(database);
    expect(await signals()).toBe(1);
    // The newest delivery of a trigger is always kept, and this one is newer.
    await database.pool.query(
      "INSERT INTO delivery (trigger_id, event_key, received_at, state, tries, event, is_cut) SELECT id, ?, now(3), 'refused', 1, '{}', 0 FROM trigger_rule WHERE name = 'inner'",
      [`sent by hand ${round}`],
    );
    await database.pool.query("UPDATE delivery SET received_at = received_at - INTERVAL 40 DAY");
    await runRetention(database, "outer", COMMAND_LINE);
    await work();
    if ((await deliveries("inner")).at(-1)?.["state"] !== "launched") break;
  }
  const [pipelines] = await database.pool.query(
    "SELECT p.id FROM pipeline p JOIN graph g ON g.id = p.graph_id WHERE g.name = 'outer' AND p.state = 'succeeded'",
  );
  expect(pipelines).toHaveLength(20);
});
