import { expect, test } from "vitest";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { runSchedules } from "./run-schedules.ts";
import { saveSchedule } from "./save-schedule.ts";
import { setSchedule } from "./set-schedule.ts";
import { showSchedule } from "./show-schedules.ts";

const { database, seal } = await startTestSystem();

test("of a time that the database does not take, what the database said is on the row, and no statement", async () => {
  await seal({ name: "far", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  const at = new Date("9999-12-31T23:59:59.999Z");
  const file = { name: "far", graph: "far", zone: "UTC", at, jitterMs: 86_400_000 };
  await saveSchedule(database, saveScheduleInput.parse(file), COMMAND_LINE);
  await setSchedule(database, { name: "far", desired: "active" }, COMMAND_LINE);
  const told: unknown[] = [];
  await runSchedules(
    database,
    async () => true,
    (error) => told.push(error),
  );
  expect(told).toHaveLength(1);
  const { error } = (await showSchedule(database.queries, "far")).schedule;
  expect(error).toMatch(/^The database refused a statement: Incorrect datetime value/);
  expect(error).not.toMatch(/update|params/);
});
