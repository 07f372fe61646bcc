import { expect, test } from "vitest";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { transact } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { whileChanging } from "#testing/while-changing.ts";
import { addPerson } from "../people/people.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, deleteFolder } from "../rights/folders.ts";
import { saveSchedule } from "../schedules/save-schedule.ts";
import { saveTrigger } from "../triggers/save-trigger.ts";
import { deleteGraph } from "./rename-graph.ts";

const { database, seal } = await startTestSystem();

/** Saves while a deletion is not committed yet, and waits for it. */
const whileDeleting = whileChanging.bind(null, database);

test("a graph that is deleted at the same moment gets no schedule and no trigger, and none after it", async () => {
  for (const name of ["a", "b", "c", "d"]) await seal({ name, vertices: { x: { script: "true" } } });
  const schedule = saveScheduleInput.parse({ name: "s", graph: "a", everyMs: 60_000, zone: "UTC" });
  const webhook = saveTriggerInput.parse({ name: "t", graph: "b", kind: "webhook" });
  const after = saveTriggerInput.parse({ name: "u", graph: "d", kind: "after", settings: { graph: "c" } });
  for (const [graph, save] of [
    ["a", () => saveSchedule(database, schedule, COMMAND_LINE)],
    ["b", () => saveTrigger(database, webhook, COMMAND_LINE)],
    ["c", () => saveTrigger(database, after, COMMAND_LINE)],
  ] as const)
    expect(
      await whileDeleting((within) => deleteGraph(within, { name: graph }, COMMAND_LINE), save),
      graph,
    ).toMatchObject({ refusal: { code: "not-found" } });
});

test("a person who gets a role in a folder that is deleted at the same moment is refused, in words", async () => {
  await createFolder(database, { folder: "", name: "team" }, COMMAND_LINE);
  const person = { name: "ann", email: null, role: "viewer", folder: "team" } as const;
  const saved = await whileDeleting(
    (within) => deleteFolder(within, "team", COMMAND_LINE),
    () => transact(database, (tx) => addPerson(tx, person, COMMAND_LINE)),
  );
  expect(saved).toMatchObject({ refusal: { code: "not-found" } });
});
