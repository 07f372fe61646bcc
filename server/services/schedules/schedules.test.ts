import { describe, expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { overviewOf } from "../fleet/show-fleet.ts";
import { deleteGraph } from "../graphs/delete-graph.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { saveSchedule } from "./save-schedule.ts";
import { firesOf, look, MINUTE, passTime, publish, rowOf, statesOf } from "./schedules-for-test.ts";
import { runScheduleNow, setSchedule, startSchedules, stopSchedules } from "./set-schedule.ts";
import { listSchedules, showSchedule } from "./show-schedules.ts";

const { database, seal } = await startTestSystem();

/** A graph whose pipelines run until they are cancelled. */
const rest = (name: string, more: object = {}) =>
  seal({ name, vertices: { rest: { kind: "wait", wait: { for: "10h" } } }, ...more });

const set = (name: string, desired: "active" | "paused" | "new" | "removed") =>
  setSchedule(database, { name, desired }, COMMAND_LINE);
const end = (id: number) => cancelPipeline(database, { id, kill: true }, "ann");

async function pipelinesOf(name: string): Promise<number[]> {
  return (await firesOf(database, name)).flatMap(({ pipelineId }) => pipelineId ?? []);
}

test("a published schedule launches at its next time, and not before", async () => {
  await rest("plain");
  await publish(database, { name: "plain", pipelineName: "by the clock", priority: 5 });
  expect(await statesOf(database, "plain")).toEqual([]);
  const due = (await rowOf(database, "plain")).dueAt;
  await passTime(database, "plain", MINUTE);
  await look(database);
  const [fire, ...more] = await firesOf(database, "plain");
  expect(more).toEqual([]);
  expect(fire).toMatchObject({ state: "launched", cause: "clock", pipelineState: "running", reason: null });
  expect(fire?.dueAt.getTime()).toBe((due?.getTime() ?? 0) - MINUTE);
  expect((await rowOf(database, "plain")).dueAt).toEqual(due);
});

describe("a pause", () => {
  test("clears the next time, and a resume counts from now", async () => {
    await rest("paused");
    await publish(database, { name: "paused" });
    await set("paused", "paused");
    await look(database);
    expect(await rowOf(database, "paused")).toMatchObject({ observed: "paused", dueAt: null, lookAt: null });
    await passTime(database, "paused", 60 * MINUTE);
    await look(database);
    await set("paused", "active");
    await look(database);
    expect(await statesOf(database, "paused")).toEqual([]);
    const { observed, dueAt, changedAt } = await rowOf(database, "paused");
    expect(observed).toBe("active");
    expect(dueAt?.getTime()).toBeGreaterThan(changedAt.getTime());
  });

  test("in which its end passes: after it the schedule is removed, and nothing is launched", async () => {
    await rest("ended");
    await publish(database, { name: "ended", endsAt: new Date(Date.now() + 10 * MINUTE) });
    await set("ended", "paused");
    await look(database);
    await passTime(database, "ended", 20 * MINUTE);
    await set("ended", "active");
    await look(database);
    expect(await rowOf(database, "ended")).toMatchObject({ desired: "removed", observed: "removed" });
    expect(await showSchedule(database.queries, "ended")).toMatchObject({
      schedule: { observed: "removed" },
    });
  });

  test("ends the wait of a launch that waits", async () => {
    await rest("waiting");
    await publish(database, { name: "waiting", policy: { overlap: "queue" } });
    for (let round = 0; round < 2; round += 1) {
      await passTime(database, "waiting", MINUTE);
      await look(database);
    }
    expect(await statesOf(database, "waiting")).toEqual(["launched", "queued"]);
    await set("waiting", "paused");
    await look(database);
    expect((await firesOf(database, "waiting")).at(-1)).toMatchObject({
      state: "skipped",
      reason: "The schedule is paused since.",
    });
  });
});

test("a schedule for one moment is removed once it was launched, and its name is free", async () => {
  await rest("moment");
  await publish(database, { name: "moment", at: new Date(Date.now() + 10 * MINUTE) });
  await passTime(database, "moment", 11 * MINUTE);
  await look(database);
  const { schedules } = await listSchedules(database.queries, { isRemoved: true }, "all");
  expect(schedules.find(({ name }) => name === "moment")).toMatchObject({
    observed: "removed",
    last: { state: "launched" },
  });
  const shown = () => showSchedule(database.queries, "moment");
  expect(await shown()).toMatchObject({ schedule: { desired: "removed" }, preview: { next: [] } });
  expect(await statesOf(database, "moment")).toEqual(["launched"]);
  await expect(set("moment", "active")).rejects.toMatchObject({ refusal: { code: "not-found" } });
  await publish(database, { name: "moment" });
  expect(await shown()).toMatchObject({ schedule: { desired: "active" } });
});

describe("after an outage of three hours", () => {
  test.each([
    ["none", {}, Array(18).fill("missed")],
    ["last", { catchUp: "last" as const }, [...Array(17).fill("missed"), "launched"]],
    [
      "all",
      { catchUp: "all" as const, maxCatchUp: 3, overlap: "allow" as const, maxRunning: 9 },
      [...Array(15).fill("missed"), "launched", "launched", "launched"],
    ],
  ])("times are caught up: %s", async (which, policy, wanted) => {
    const name = `outage-${which}`;
    await rest(name);
    await publish(database, { name, everyMs: 10 * MINUTE, policy });
    // The last of them is later than the grace.
    await passTime(database, name, 189 * MINUTE);
    await look(database);
    expect(await statesOf(database, name)).toEqual(wanted);
    expect((await firesOf(database, name))[0]?.reason).toMatch(
      /^It was late by 2h\d+m(\d+s)?, and the grace is 5m\.$/,
    );
  });

  test("more times than are written one by one have one row together, and the last are decided as ever", async () => {
    await rest("busy");
    await publish(database, { name: "busy", everyMs: 1_000, policy: { graceMs: 0, catchUp: "last" } });
    await passTime(database, "busy", 180 * MINUTE);
    await look(database);
    const { queries } = database;
    const [row] = (await queries.execute(
      "select count(*) as n, sum(state = 'launched') as launched from fire join schedule on schedule.id = schedule_id where schedule.name = 'busy'",
    )) as never as [[{ n: number; launched: string }]];
    expect(row[0].n).toBeGreaterThanOrEqual(1_001);
    expect(Number(row[0].launched)).toBeGreaterThanOrEqual(1);
  });

  test("three missed times that are due together lead to one launch", async () => {
    await rest("together");
    await publish(database, { name: "together", policy: { graceMs: 60 * MINUTE } });
    await passTime(database, "together", 3 * MINUTE);
    await look(database);
    expect(await statesOf(database, "together")).toEqual(["coalesced", "coalesced", "launched"]);
  });
});

describe("while a pipeline of the schedule runs, the next", () => {
  async function twoTimes(name: string, policy: object): Promise<void> {
    await rest(name);
    await publish(database, { name, policy });
    for (let round = 0; round < 2; round += 1) {
      await passTime(database, name, MINUTE);
      await look(database);
    }
  }

  test("is skipped, with the reason", async () => {
    await twoTimes("skips", { overlap: "skip" });
    expect((await firesOf(database, "skips")).at(-1)).toMatchObject({
      state: "skipped",
      reason: "1 of its pipelines runs, and at most 1 may.",
    });
  });

  test("waits, and is launched when the first has ended", async () => {
    await twoTimes("queues", { overlap: "queue" });
    expect(await statesOf(database, "queues")).toEqual(["launched", "queued"]);
    const [first] = await pipelinesOf("queues");
    await end(first ?? 0);
    await passTime(database, "queues", 3_000);
    await look(database);
    expect(await statesOf(database, "queues")).toEqual(["launched", "launched"]);
  });

  test("ends the first, and is launched when that has ended", async () => {
    await twoTimes("replaces", { overlap: "cancel-older" });
    expect(await firesOf(database, "replaces")).toMatchObject([
      { state: "launched", pipelineState: "cancelled" },
      { state: "queued" },
    ]);
    await passTime(database, "replaces", 3_000);
    await look(database);
    expect(await firesOf(database, "replaces")).toMatchObject([
      { pipelineState: "cancelled" },
      { state: "launched", pipelineState: "running" },
    ]);
  });

  test("is allowed up to a number", async () => {
    await twoTimes("allows", { overlap: "allow", maxRunning: 2 });
    await passTime(database, "allows", MINUTE);
    await look(database);
    expect(await statesOf(database, "allows")).toEqual(["launched", "launched", "skipped"]);
  });
});

test("a launch that is refused is a row with the reason; the next time is tried, and what worked clears the error", async () => {
  await rest("needs", { params: { host: { type: "string", default: "a" } } });
  await publish(database, {
    name: "needs",
    params: { host: "b" },
    policy: { overlap: "allow", maxRunning: 9 },
  });
  await seal({ name: "needs", params: {}, vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  await passTime(database, "needs", MINUTE);
  await look(database);
  const { schedule } = await showSchedule(database.queries, "needs");
  expect(schedule.error).toContain('"host" is not declared here');
  expect((await firesOf(database, "needs"))[0]).toMatchObject({ state: "failed", reason: schedule.error });
  await rest("needs", { params: { host: { type: "string" } } });
  await passTime(database, "needs", MINUTE);
  await look(database);
  expect((await showSchedule(database.queries, "needs")).schedule.error).toBeNull();
  expect(await statesOf(database, "needs")).toEqual(["failed", "launched"]);
});

test("while all schedules are stopped, what is due is missed with the reason; after it they go on", async () => {
  await rest("stopped");
  await publish(database, { name: "stopped" });
  await stopSchedules(database, "the data centre moves", COMMAND_LINE);
  await passTime(database, "stopped", MINUTE);
  await look(database);
  expect((await overviewOf(database.queries, "all")).scheduleStop?.reason).toBe("the data centre moves");
  expect((await listSchedules(database.queries, {}, "all")).stop).toMatchObject({
    reason: "the data centre moves",
    stoppedBy: "command line",
  });
  await startSchedules(database, COMMAND_LINE);
  await passTime(database, "stopped", MINUTE);
  await look(database);
  expect(await firesOf(database, "stopped")).toMatchObject([
    { state: "missed", reason: "All schedules were stopped by command line: the data centre moves" },
    { state: "launched" },
  ]);
});

test("it is run by hand beside its times, also while it is paused", async () => {
  await rest("by-hand");
  await publish(database, { name: "by-hand" });
  await set("by-hand", "paused");
  await look(database);
  // Not as the page showed it: somebody paused it since.
  await expect(runScheduleNow(database, { name: "by-hand", version: 1 }, COMMAND_LINE)).rejects.toMatchObject(
    {
      refusal: {
        code: "conflict",
        kept: "Nothing was launched.",
        todo: "Look at it as it is now, then run it.",
      },
    },
  );
  const { pipelineId } = await runScheduleNow(database, { name: "by-hand" }, COMMAND_LINE);
  expect(await firesOf(database, "by-hand")).toMatchObject([
    { cause: "person", by: "command line", state: "launched", pipelineId },
  ]);
});

test("where the clock is set back, a time that was decided does not come again", async () => {
  await rest("back");
  await publish(database, { name: "back", policy: { overlap: "allow", maxRunning: 9 } });
  await passTime(database, "back", MINUTE);
  await look(database);
  // All that happened is in the future now.
  await passTime(database, "back", -10 * MINUTE);
  await set("back", "paused");
  await look(database);
  await set("back", "active");
  await look(database);
  const [fire] = await firesOf(database, "back");
  const { dueAt } = await rowOf(database, "back");
  expect(dueAt?.getTime()).toBe((fire?.dueAt.getTime() ?? 0) + MINUTE);
});

test("a graph that a schedule launches is not deleted, and a schedule is not saved for what cannot be launched", async () => {
  await rest("kept");
  await publish(database, { name: "kept" });
  await expect(deleteGraph(database, { name: "kept" }, COMMAND_LINE)).rejects.toThrow(
    'Schedules launch "kept": kept.',
  );
  const save = (input: object) =>
    saveSchedule(
      database,
      { name: "bad", graph: "kept", zone: "UTC", cron: "@daily", ...input } as never,
      COMMAND_LINE,
    );
  await expect(save({ revision: 7 })).rejects.toThrow("kept has no sealed revision 7.");
  await expect(save({ graph: "nothing" })).rejects.toThrow('There is no graph "nothing".');
  await expect(save({ params: { x: 1 } })).rejects.toThrow('"x" is not declared here');
  await expect(save({ cron: "* * * * * *" })).rejects.toThrow("Seconds are not taken");
  await expect(save({ everyMs: 60_000 })).rejects.toThrow("exactly one of");
  await expect(save({ name: "kept", version: 1 })).rejects.toThrow("in between");
});
