import { expect, test } from "vitest";
import { openDatabase, transact } from "#platform/database/db.ts";
import { lockSchedule } from "#repos/schedules/schedule-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runSchedules } from "./run-schedules.ts";
import { firesOf, look, MINUTE, passTime, publish, statesOf } from "./schedules-for-test.ts";

const { database, databaseUrl, seal } = await startTestSystem();

/** A graph whose pipelines run until they are cancelled. */
const rest = (name: string) => seal({ name, vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });

test("one time leads to one pipeline, however many processes look at once", async () => {
  await rest("once");
  await publish(database, { name: "once", policy: { overlap: "allow", maxRunning: 100 } });
  const others = Array.from({ length: 10 }, () => openDatabase(databaseUrl, 5));
  for (let round = 1; round <= 3; round += 1) {
    await passTime(database, "once", MINUTE);
    await Promise.all(others.map(look));
    expect(await statesOf(database, "once")).toEqual(Array(round).fill("launched"));
  }
  expect(new Set((await firesOf(database, "once")).map(({ pipelineId }) => pipelineId)).size).toBe(3);
  await Promise.all(others.map((other) => other.close()));
});

test("a schedule that another process has is looked at again later, and not over and over", async () => {
  await rest("busy-elsewhere");
  await publish(database, { name: "busy-elsewhere" });
  await passTime(database, "busy-elsewhere", MINUTE);
  let batches = 0;
  await transact(database, async (tx) => {
    await lockSchedule(tx, "busy-elsewhere");
    const count = async () => {
      batches += 1;
      return true;
    };
    expect(await runSchedules(database, count, () => undefined)).toBeGreaterThan(0);
  });
  expect(batches).toBe(1);
  await look(database);
  expect(await statesOf(database, "busy-elsewhere")).toEqual(["launched"]);
});
