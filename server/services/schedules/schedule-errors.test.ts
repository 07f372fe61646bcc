import { expect, onTestFinished, test } from "vitest";
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
  await database.queries.execute(
    "ALTER TABLE schedule ADD CONSTRAINT not_so_far CHECK (due_at < '9999-01-01')",
  );
  onTestFinished(async () => {
    await database.queries.execute("ALTER TABLE schedule DROP CONSTRAINT not_so_far");
  });
  const at = new Date("9999-12-30T23:59:59.999Z");
  const file = { name: "far", graph: "far", zone: "UTC", at };
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
  expect(error).toMatch(/^The database refused a statement: .*not_so_far/);
  expect(error).not.toMatch(/update|params/);
});

test("the last day of the calendar is refused when it is saved: with its jitter no database would keep it", async () => {
  await seal({ name: "last", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  const save = (name: string, at: string, jitterMs: number) =>
    saveSchedule(
      database,
      saveScheduleInput.parse({ name, graph: "last", zone: "UTC", at: new Date(at), jitterMs }),
      COMMAND_LINE,
    );
  await expect(save("too-late", "9999-12-31T00:00:00.000Z", 0)).rejects.toMatchObject({
    refusal: {
      code: "bad-input",
      problems: [{ path: "at", text: "It would never be due: the latest day is 9999-12-30." }],
    },
  });
  await save("latest", "9999-12-30T23:59:59.999Z", 86_400_000);
  await setSchedule(database, { name: "latest", desired: "active" }, COMMAND_LINE);
  await runSchedules(
    database,
    async () => true,
    (error) => expect.unreachable(String(error)),
  );
  expect((await showSchedule(database.queries, "latest")).schedule).toMatchObject({
    observed: "active",
    error: null,
  });
});
