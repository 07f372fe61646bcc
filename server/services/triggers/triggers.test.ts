import { expect, test } from "vitest";
import { type SaveTriggerInput, saveTriggerInput } from "#contract/triggers.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { transact } from "#platform/database/db.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { deleteGraph } from "../graphs/rename-graph.ts";
import { addPerson, removePerson } from "../people/people.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { deliver } from "./deliver.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";

const { database, seal } = await startTestSystem();

const eventOf = (body: Record<string, Json>, headers: Record<string, string> = {}) => ({
  body: new Map(Object.entries(body)),
  headers: new Map(Object.entries(headers)),
  query: new Map<string, Json>(),
});

async function publish(name: string, more: Partial<SaveTriggerInput> = {}, actor: Actor = COMMAND_LINE) {
  await seal({
    name,
    params: { branch: { type: "string", required: true } },
    vertices: { rest: { kind: "wait", wait: { for: "10h" } } },
  });
  const params = { branch: "body.branch" };
  const input = saveTriggerInput.parse({ name, graph: name, kind: "webhook", params, ...more });
  await saveTrigger(database, input, COMMAND_LINE);
  return setTrigger(database, { name, state: "active" }, actor);
}

async function rowsOf(name: string): Promise<Record<string, unknown>[]> {
  const [rows] = await database.pool.query(
    "SELECT d.state, d.tries, d.event, d.pipeline_id AS pipelineId, p.params FROM delivery d JOIN trigger_rule t ON t.id = d.trigger_id LEFT JOIN pipeline p ON p.id = d.pipeline_id WHERE t.name = ? ORDER BY d.id",
    [name],
  );
  return rows as Record<string, unknown>[];
}

async function pipelinesOf(name: string): Promise<number> {
  const [rows] = await database.pool.query("SELECT count(*) AS n FROM pipeline WHERE name = ?", [name]);
  return (rows as { n: number }[])[0]?.n ?? 0;
}

test("an event that ten processes deliver at once launches one pipeline, with its values", async () => {
  await publish("once");
  const event = eventOf({ branch: "main" }, { "x-event": "push", authorization: "Bearer word-of-proof" });
  const given = { trigger: "once", key: "event-1", event };
  const all = await Promise.all(Array.from({ length: 10 }, () => deliver(database, given)));
  expect(new Set(all.map(({ pipelineId }) => pipelineId)).size).toBe(1);
  expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
  expect(await pipelinesOf("once")).toBe(1);
  const [row] = await rowsOf("once");
  expect(row).toMatchObject({ state: "launched", params: '{"branch":"main"}' });
  expect(row?.event).toContain("x-event");
  expect(row?.event).not.toContain("word-of-proof");
  const [entries] = await database.pool.query("SELECT who FROM audit_entry WHERE act = 'triggers.deliver'");
  expect(entries).toEqual([{ who: "trigger" }]);
});

test("a process that dies before the commit leaves neither a pipeline nor a delivery, and the event launches later", async () => {
  await publish("dies");
  const given = { trigger: "dies", key: "event-1", event: eventOf({ branch: "main" }) };
  const dying = {
    ...database,
    beforeCommit: () => {
      throw new Error("killed");
    },
  };
  await expect(deliver(dying, given)).rejects.toThrow("killed");
  expect([await pipelinesOf("dies"), await rowsOf("dies")]).toEqual([0, []]);
  expect(await deliver(database, given)).toMatchObject({ state: "launched", isRepeat: false });
  expect(await pipelinesOf("dies")).toBe(1);
});

test("an event that the filter leaves out stays left out; one that was refused is judged again", async () => {
  await publish("filtered", { filter: 'body.branch != "wip"' });
  const send = (key: string, body: Record<string, Json>) =>
    deliver(database, { trigger: "filtered", key, event: eventOf(body) });
  expect(await send("a", { branch: "wip" })).toMatchObject({ state: "filtered", isRepeat: false });
  expect(await send("a", { branch: "main" })).toMatchObject({ state: "filtered", isRepeat: true });
  expect(await send("b", { other: 1 })).toMatchObject({ state: "refused" });
  expect(await send("b", { branch: "main" })).toMatchObject({ state: "launched", isRepeat: false });
  expect((await rowsOf("filtered")).map(({ state, tries }) => [state, tries])).toEqual([
    ["filtered", 1],
    ["launched", 2],
  ]);
  await expect(send("", { branch: "main" })).rejects.toThrow("1 to 200 characters");
});

test("a trigger that is new, paused or removed takes no event, and keeps none", async () => {
  const { version } = await publish("states");
  const send = () => deliver(database, { trigger: "states", key: "1", event: eventOf({ branch: "main" }) });
  await setTrigger(database, { name: "states", state: "paused" }, COMMAND_LINE);
  await expect(send()).rejects.toThrow('The trigger "states" is paused');
  const stale = saveTriggerInput.parse({ name: "states", graph: "states", kind: "webhook", version });
  await expect(saveTrigger(database, stale, COMMAND_LINE)).rejects.toThrow("in between");
  await expect(deleteGraph(database, "states", COMMAND_LINE)).rejects.toThrow("Triggers launch");
  await setTrigger(database, { name: "states", state: "removed" }, COMMAND_LINE);
  await expect(send()).rejects.toThrow('There is no trigger "states"');
  expect(await rowsOf("states")).toEqual([]);
  await deleteGraph(database, "states", COMMAND_LINE);
});

test("a trigger is saved only where its expressions fit the graph, and every problem is said", async () => {
  await publish("checked");
  const save = (more: object) =>
    saveTrigger(
      database,
      saveTriggerInput.parse({ name: "checked", graph: "checked", kind: "webhook", ...more }),
      COMMAND_LINE,
    );
  const wrong = { filter: "body +", params: { brunch: "body" }, settings: { idHeader: "a b" } };
  await expect(save(wrong)).rejects.toMatchObject({
    refusal: {
      problems: [
        { path: "settings.idHeader" },
        { path: "filter" },
        { path: "params.brunch" },
        { path: "params.branch" },
      ],
    },
  });
  await expect(save({ version: 0, params: { branch: "'x'" } })).rejects.toThrow("already");
  await expect(save({ revision: 9, params: { branch: "'x'" } })).rejects.toThrow("no such sealed revision");
  expect(await save({ params: { branch: "'x'" } })).toMatchObject({ version: 3, state: "active" });
});

test("a trigger launches with the rights of whoever published it, as long as they have them", async () => {
  await createFolder(database, { folder: "", name: "ops" }, COMMAND_LINE);
  const person = { name: "olga", email: null, role: "operator", folder: "ops" } as const;
  const { id } = await addPerson(database.queries, person, COMMAND_LINE);
  const rights = await rightsOfPerson(database.queries, id);
  const olga: Actor = { who: "person", id, name: "olga", sessionId: 0, rights };
  await publish("of-olga");
  await expect(setTrigger(database, { name: "of-olga", state: "paused" }, olga)).rejects.toThrow(
    'There is no trigger "of-olga"',
  );
  await moveGraph(database, { name: "of-olga", folder: "ops" }, COMMAND_LINE);
  await setTrigger(database, { name: "of-olga", state: "active" }, olga);
  const send = (key: string) =>
    deliver(database, { trigger: "of-olga", key, event: eventOf({ branch: "main" }) });
  expect(await send("1")).toMatchObject({ state: "launched" });
  await transact(database, (tx) => removePerson(tx, id, COMMAND_LINE));
  expect(await send("2")).toMatchObject({ state: "refused", reason: expect.stringContaining("was removed") });
});
