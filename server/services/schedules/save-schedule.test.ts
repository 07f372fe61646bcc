import { expect, test } from "vitest";
import { type SaveScheduleInput, saveScheduleInput } from "#contract/triggers/schedules.ts";
import { ALL_RIGHTS } from "#engine/rights/policy.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { saveSchedule } from "./save-schedule.ts";
import { look, publish, rowOf } from "./schedules-for-test.ts";
import { setSchedule } from "./set-schedule.ts";

const { database, seal } = await startTestSystem();
const rest = (name: string) =>
  seal({
    name,
    params: { day: { type: "date" }, more: { type: "json" } },
    vertices: { rest: { kind: "wait", wait: { for: "10h" } } },
  });
const person = (id: number): Actor => ({
  ...{ who: "person", id, sessionId: id },
  ...{ name: `person ${id}`, rights: ALL_RIGHTS },
});

function save(input: Partial<SaveScheduleInput> & { readonly name: string }, actor = COMMAND_LINE) {
  const given = { graph: input.name, zone: "UTC", everyMs: 60_000, ...input };
  return saveSchedule(database, saveScheduleInput.parse(given), actor);
}

test("what is saved as it was is left as it is: its times, its version and whose rights it has", async () => {
  await rest("same");
  const settings = {
    name: "same",
    excludedDates: ["12-25", "2026-12-24"],
    startsAt: new Date("2026-01-01T00:00:00Z"),
    params: { day: "2026-12-24", more: new Map([["b", 1]]) },
    policy: { overlap: "queue" as const },
  };
  expect(await save(settings)).toMatchObject({ isNew: true, isChanged: true, desired: "new", version: 1 });
  await setSchedule(database, { name: "same", desired: "active" }, person(1));
  await look(database);
  const before = await rowOf(database, "same");
  expect(await save(settings, person(2))).toEqual({
    ...{ name: "same", version: 2, desired: "active" },
    ...{ isNew: false, isChanged: false },
  });
  expect(await rowOf(database, "same")).toEqual(before);
  const more = new Map([["b", 2]]);
  expect(await save({ ...settings, params: { ...settings.params, more } }, person(2))).toMatchObject({
    isChanged: true,
    version: 3,
  });
  expect(await rowOf(database, "same")).toMatchObject({ ownerId: 2 });
});

test("who publishes again what somebody else published takes it over; the same person changes nothing", async () => {
  await rest("owned");
  await publish(database, { name: "owned" });
  const again = (actor: Actor) => setSchedule(database, { name: "owned", desired: "active" }, actor);
  expect(await again(person(1))).toMatchObject({ isChanged: true });
  expect(await again(person(1))).toMatchObject({ isChanged: false });
  expect(await rowOf(database, "owned")).toMatchObject({ ownerId: 1, desired: "active" });
});

test("what somebody changed since it was seen is neither published nor removed; to pause needs no version", async () => {
  await rest("seen");
  const { version } = await save({ name: "seen" });
  const { version: changed } = await save({ name: "seen", everyMs: 90_000 }, person(2));
  const set = (desired: "active" | "paused" | "removed", of?: number) =>
    setSchedule(database, { name: "seen", desired, ...(of !== undefined && { version: of }) }, person(1));
  for (const desired of ["active", "removed"] as const)
    await expect(set(desired, version)).rejects.toThrow('person 2 changed the schedule "seen" in between.');
  expect(await rowOf(database, "seen")).toMatchObject({ desired: "new", version: changed });
  expect(await set("active", changed)).toMatchObject({ isChanged: true, version: changed + 1 });
  // The answer was lost, and it is sent again.
  expect(await set("active", changed)).toMatchObject({ isChanged: false });
  expect(await set("paused")).toMatchObject({ isChanged: true });
});

test("of saves of one new name at the same moment one makes the schedule and the others change it", async () => {
  await rest("same-moment");
  const saves = [1, 2, 3, 4, 5].map((priority) =>
    saveSchedule(
      database,
      saveScheduleInput.parse({
        name: "same-moment",
        graph: "same-moment",
        cron: "0 4 * * *",
        zone: "UTC",
        priority,
      }),
      COMMAND_LINE,
    ),
  );
  const saved = await Promise.all(saves);
  expect(saved.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(saved.filter(({ isChanged }) => isChanged)).toHaveLength(5);
});
