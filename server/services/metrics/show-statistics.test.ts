import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { deleteGraph } from "../graphs/delete-graph.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { EndedMetrics } from "./ended-metrics.ts";
import { showStatistics } from "./show-statistics.ts";
import { removeOldSamples, takeSample } from "./take-sample.ts";

const { database, launch } = await startTestSystem();
const { queries } = database;
const runner = await StandInRunner.register(database);
const MINUTE_MS = 60_000;

async function runOne(name: string, code: number): Promise<void> {
  await launch({ name, vertices: { A: { script: "a" } } });
  const claimed = await runner.claim();
  if (claimed === null) throw new Error("There is nothing to claim.");
  await runner.settle(claimed, code);
}

test("statistics count what ended and what the server was like; a pipeline's delays are counted once", async () => {
  for (const [name, code] of [
    ["good", 0],
    ["good", 0],
    ["bad", 1],
  ] as const)
    await runOne(name, code);
  const now = await databaseNow(queries);
  expect(await takeSample(database, now)).toBe(true);
  expect(await takeSample(database, now)).toBe(false);
  // The ends are looked at once they are a minute old, and not again.
  for (const minutes of [1, 2, 3]) expect(await takeSample(database, now + minutes * MINUTE_MS)).toBe(true);
  const view = await showStatistics(queries, { days: 1 }, "all");
  expect(view.ended).toHaveLength(24);
  expect(view.ended.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(2);
  expect(view.ended.reduce((sum, { failed }) => sum + failed, 0)).toBe(1);
  expect(view.graphs.map(({ name, ended, succeeded, failed }) => [name, ended, succeeded, failed])).toEqual(
    expect.arrayContaining([
      ["good", 2, 2, 0],
      ["bad", 1, 0, 1],
    ]),
  );
  expect(view).toMatchObject({ since: null, otherGraphs: 0 });
  const [rows] = await database.pool.query("select sum(tracks) as tracks from claim_delay");
  expect((rows as unknown as { tracks: unknown }[]).map(({ tracks }) => Number(tracks))).toEqual([3]);
  expect(view.server.filter(({ claimP95 }) => claimP95 !== null).length).toBeGreaterThanOrEqual(1);
  // Samples of minutes to come are not shown; that of now is.
  expect(view.server.filter(({ slots }) => slots !== null).length).toBeGreaterThanOrEqual(1);
  await removeOldSamples(database);
});

test("a graph that was deleted is told apart from one that has its name since then", async () => {
  await runOne("twice", 0);
  await deleteGraph(database, { name: "twice" }, COMMAND_LINE);
  await runOne("twice", 1);
  const { graphs } = await showStatistics(queries, { days: 1 }, "all");
  const both = graphs.filter(({ name }) => name === "twice");
  expect(both.map(({ isDeleted, succeeded }) => [isDeleted, succeeded]).sort()).toEqual([
    [false, 0],
    [true, 1],
  ]);
  expect(new Set(both.map(({ id }) => id)).size).toBe(2);
});

test("a graph chosen shows its pipelines; one that may not be read is as one that is not there", async () => {
  await runOne("chosen", 0);
  const view = await showStatistics(queries, { days: 30, graph: "chosen" }, "all");
  expect(view.graphs.map(({ name }) => name)).toEqual(["chosen"]);
  expect(view.ended).toHaveLength(30);
  const none = await showStatistics(queries, { days: 7 }, []);
  expect(none.graphs).toEqual([]);
  expect(none.ended.every(({ succeeded, failed }) => succeeded + failed === 0)).toBe(true);
  const unknown = 'There is no graph "chosen".';
  await expect(showStatistics(queries, { days: 1, graph: "chosen" }, [])).rejects.toThrow(unknown);
  await expect(showStatistics(queries, { days: 1, graph: "nowhere" }, "all")).rejects.toThrow(/no graph/);
});

test("what ended is counted once for Prometheus; after so many graphs the others are counted together", async () => {
  const registry = new Registry();
  const metrics = new EndedMetrics(registry, 1);
  await metrics.read(queries, (await databaseNow(queries)) + 30_001);
  await runOne("first", 0);
  const between = (await databaseNow(queries)) + 30_001;
  await metrics.read(queries, between);
  await runOne("second", 0);
  const after = (await databaseNow(queries)) + 30_001;
  await metrics.read(queries, after);
  await metrics.read(queries, after + 60_000);
  const text = await registry.metrics();
  expect(text).toMatch(/^signalbox_run_time_seconds_count\{graph="first"\} 1$/m);
  expect(text).toMatch(/^signalbox_run_time_seconds_count\{graph="\(other\)"\} 1$/m);
  expect(text).toMatch(/^signalbox_claim_delay_seconds_count 2$/m);
});
