import { expect, test } from "vitest";
import { AuditCheck } from "#engine/audit/audit-chain.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { exportAuditEntries } from "../audit/list-entries.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { addPerson, removePerson } from "../people/people.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { listGrants, removeGrant } from "../rights/grants.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { saveSchedule } from "./save-schedule.ts";
import { firesOf, look, MINUTE, passTime, publish } from "./schedules-for-test.ts";
import { setSchedule } from "./set-schedule.ts";

const { database, seal } = await startTestSystem();
await createFolder(database, { folder: "", name: "ops" }, COMMAND_LINE);

async function operator(name: string): Promise<Extract<Actor, { who: "person" }>> {
  const { id } = await addPerson(
    database.queries,
    { name, email: null, role: "operator", folder: "ops" },
    COMMAND_LINE,
  );
  return { who: "person", id, name, sessionId: 0, rights: await rightsOfPerson(database.queries, id) };
}

async function scheduleOf(owner: Actor, name: string): Promise<void> {
  await seal({ name, vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  await moveGraph(database, { name, folder: "ops" }, COMMAND_LINE);
  const policy = { overlap: "allow" as const, maxRunning: 9 };
  await saveSchedule(database, { name, graph: name, everyMs: MINUTE, zone: "UTC", policy }, owner);
  await setSchedule(database, { name, desired: "active" }, owner);
  await look(database);
}

async function nextFire(name: string) {
  await passTime(database, name, MINUTE);
  await look(database);
  return (await firesOf(database, name)).at(-1);
}

test("a schedule launches with the rights that its owner has at that time, and as them", async () => {
  const owner = await operator("olga");
  await scheduleOf(owner, "of-olga");
  const launched = await nextFire("of-olga");
  expect(launched?.state).toBe("launched");
  const [launchers] = await database.pool.query(
    "SELECT person_id AS id FROM pipeline_launcher WHERE pipeline_id = ?",
    [launched?.pipelineId],
  );
  expect(launchers).toEqual([{ id: owner.id }]);
  const grant = (await listGrants(database.queries, "ops")).find(({ to }) => to.id === owner.id);
  await removeGrant(database, { folder: "ops", id: grant?.id ?? 0 }, COMMAND_LINE);
  // Who may not even read a graph is told what they would be told anywhere.
  expect(await nextFire("of-olga")).toMatchObject({
    state: "failed",
    reason: 'There is no graph "of-olga".',
  });
  // Whoever publishes it again lends it their rights.
  await setSchedule(database, { name: "of-olga", desired: "paused" }, COMMAND_LINE);
  await look(database);
  await setSchedule(database, { name: "of-olga", desired: "active" }, await operator("oleg"));
  await look(database);
  expect((await nextFire("of-olga"))?.state).toBe("launched");
});

test("a schedule of somebody who was removed launches nothing", async () => {
  const owner = await operator("otto");
  await scheduleOf(owner, "of-otto");
  await removePerson(database.queries, owner.id, COMMAND_LINE);
  expect(await nextFire("of-otto")).toMatchObject({
    state: "failed",
    reason: expect.stringContaining("was removed"),
  });
});

test("who may not launch in a folder can neither save nor publish a schedule there", async () => {
  await publish(database, { name: "of-admin", graph: "of-olga" });
  const viewer = await addPerson(
    database.queries,
    { name: "vera", email: null, role: "viewer", folder: "ops" },
    COMMAND_LINE,
  );
  const rights = await rightsOfPerson(database.queries, viewer.id);
  const vera: Actor = { who: "person", id: viewer.id, name: "vera", sessionId: 0, rights };
  const rule = { cron: "@daily", zone: "UTC" };
  for (const name of ["of-admin", "of-vera"])
    await expect(saveSchedule(database, { name, graph: "of-olga", ...rule }, vera)).rejects.toThrow(
      'vera may not "launch" in ops',
    );
});

test("each launch of a schedule is in the audit, and the chain is whole", async () => {
  const { entries } = await exportAuditEntries(database.queries, { after: 0, limit: 1_000 });
  const fires = entries.filter(({ act }) => act === "schedules.fire");
  expect(fires.length).toBeGreaterThan(0);
  expect(fires[0]).toMatchObject({
    who: "schedule",
    whoName: "schedule of-olga",
    objectKind: "pipeline",
    result: "done",
  });
  const check = new AuditCheck();
  check.follow(entries);
  expect(check.problem).toBeNull();
});
