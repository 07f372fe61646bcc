import { expect, test } from "vitest";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { setSchedule } from "./set-schedule.ts";

const { startApi, seal, database } = await startTestSystem();

test("web processes launch a published schedule by themselves, each time once, until it is paused", async () => {
  await seal({ name: "tick", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  const [one, other] = [await startApi(undefined, true), await startApi(undefined, true)];
  const api = openApiClient(one.url);
  const policy = { overlap: "allow", maxRunning: 1_000, coalesce: false } as const;
  await api.schedules.save.mutate({ name: "tick", graph: "tick", everyMs: 1_000, zone: "UTC", policy });
  // The person who asks is in no table here: they could lend the schedule no rights.
  await setSchedule(database, { name: "tick", desired: "active" }, COMMAND_LINE);
  const fires = async () => (await openApiClient(other.url).schedules.fires.query({ name: "tick" })).fires;
  await expect.poll(async () => (await fires()).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(3);
  await api.schedules.set.mutate({ name: "tick", desired: "paused" });
  await expect
    .poll(async () => (await api.schedules.show.query({ name: "tick" })).schedule.observed, {
      timeout: 30_000,
    })
    .toBe("paused");
  const launched = await fires();
  const dues = launched.map(({ dueAt }) => dueAt.getTime());
  expect(new Set(dues).size).toBe(dues.length);
  expect(launched.map(({ state, reason }) => [state, reason])).toEqual(
    launched.map(() => ["launched", null]),
  );
  const [rows] = await database.pool.query("SELECT count(*) AS n FROM pipeline");
  expect(rows).toEqual([{ n: launched.length }]);
});
