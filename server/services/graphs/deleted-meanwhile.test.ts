import { expect, test } from "vitest";
import { saveScheduleInput } from "#contract/triggers/schedules.ts";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { type Database, inTransaction, transact } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { addPerson } from "../people/people.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, deleteFolder } from "../rights/folders.ts";
import { saveSchedule } from "../schedules/save-schedule.ts";
import { saveTrigger } from "../triggers/save-trigger.ts";
import { deleteGraph } from "./rename-graph.ts";

const { database, seal } = await startTestSystem();

/** The server shows its locks anew only where they were not asked for within a tenth of a second. */
const POLL = { timeout: 60_000, interval: 150 };
const WAITS = `SELECT l.lock_id FROM information_schema.innodb_lock_waits AS w
  INNER JOIN information_schema.innodb_locks AS l ON l.lock_id = w.requested_lock_id
  WHERE l.lock_table LIKE concat('%', database(), '%')`;

/** Saves while a deletion is not committed yet, and waits for it. */
async function whileDeleting(
  remove: (within: Database) => Promise<unknown>,
  save: () => Promise<unknown>,
): Promise<unknown> {
  let saved: Promise<unknown> = Promise.resolve();
  await transact(database, async (tx) => {
    await remove(inTransaction(database, tx));
    saved = save().catch((error: unknown) => error);
    await expect.poll(async () => (await database.pool.query(WAITS))[0], POLL).not.toHaveLength(0);
  });
  return saved;
}

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
