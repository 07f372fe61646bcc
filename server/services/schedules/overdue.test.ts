import { expect, test } from "vitest";
import { schedule } from "#drizzle/schema/triggers/schedule.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { firesOf, look, MINUTE, passTime, publish, rowOf, statesOf } from "./schedules-for-test.ts";
import { setSchedule } from "./set-schedule.ts";

const { database, seal } = await startTestSystem();
const HOUR = 60 * MINUTE;

const set = (name: string, desired: "active" | "paused" | "removed") =>
  setSchedule(database, { name, desired }, COMMAND_LINE);

/** A schedule whose time has come, and that waits for its jitter. */
async function waiting(name: string, rule: object = { everyMs: HOUR }): Promise<number> {
  await seal({ name, vertices: { A: { script: "true" } } });
  await publish(database, { name, jitterMs: 50 * MINUTE, ...rule });
  const { dueAt } = await rowOf(database, name);
  await passTime(database, name, (dueAt?.getTime() ?? 0) - Date.now() + 1_000);
  const { dueAt: due, id } = await rowOf(database, name);
  // However small its jitter is.
  await database.queries.update(schedule).set({ fireAt: new Date(Date.now() + HOUR), lookAt: null });
  expect(id).toBeGreaterThan(0);
  return due?.getTime() ?? 0;
}

/** The jitter is over. */
async function jitterEnds(): Promise<void> {
  const now = new Date();
  await database.queries.update(schedule).set({ jitterMs: 0, fireAt: now, lookAt: now });
  await look(database);
}

test("a time that waits for its jitter is launched, though something else of the schedule is changed meanwhile", async () => {
  const due = await waiting("kept");
  await publish(database, { name: "kept", everyMs: HOUR, jitterMs: 50 * MINUTE, priority: 7 });
  expect((await rowOf(database, "kept")).dueAt?.getTime()).toBe(due);
  await jitterEnds();
  expect(await firesOf(database, "kept")).toMatchObject([{ state: "launched", dueAt: new Date(due) }]);
});

test.each(["paused", "removed"] as const)(
  "a time that waits for its jitter is a missed one where its schedule is %s, with the reason",
  async (desired) => {
    const due = await waiting(desired);
    await set(desired, desired);
    await look(database);
    expect(await firesOf(database, desired)).toMatchObject([
      { state: "missed", dueAt: new Date(due), reason: expect.stringContaining(`was ${desired} before`) },
    ]);
  },
);

test("a moment that waits for its jitter, and is paused and resumed, is a missed one", async () => {
  await waiting("once", { everyMs: undefined, at: new Date(Date.now() + HOUR) });
  await set("once", "paused");
  await look(database);
  await set("once", "active");
  await look(database);
  expect(await statesOf(database, "once")).toEqual(["missed"]);
});

test("a time that is none any more by the changed rule is a missed one", async () => {
  const due = await waiting("other");
  await publish(database, { name: "other", cron: "0 0 1 1 *", jitterMs: 0 });
  expect(await firesOf(database, "other")).toMatchObject([
    { state: "missed", dueAt: new Date(due), reason: expect.stringContaining("none of its times any more") },
  ]);
});

test("an interval whose start is taken out counts from now", async () => {
  await seal({ name: "start", vertices: { A: { script: "true" } } });
  await publish(database, { name: "start", everyMs: HOUR, startsAt: new Date(Date.now() + 720 * HOUR) });
  await publish(database, { name: "start", everyMs: HOUR });
  const { dueAt } = await rowOf(database, "start");
  expect(dueAt?.getTime()).toBeLessThanOrEqual(Date.now() + HOUR);
});
