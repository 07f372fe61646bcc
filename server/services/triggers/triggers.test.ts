import { expect, test } from "vitest";
import { type SaveTriggerInput, saveTriggerInput } from "#contract/triggers/triggers.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { transact } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { saveSecret } from "../fleet/secret-store.ts";
import { deleteGraph } from "../graphs/delete-graph.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { renameGraph } from "../graphs/rename-graph.ts";
import { addPerson, removePerson } from "../people/people.ts";
import { type Actor, COMMAND_LINE } from "../rights/actor.ts";
import { createFolder } from "../rights/folders.ts";
import { rightsOfPerson } from "../rights/rights-of.ts";
import { stopSchedules } from "../schedules/set-schedule.ts";
import { deliver } from "./deliver.ts";
import { saveTrigger, setTrigger } from "./save-trigger.ts";
import { sendToTrigger, testTrigger } from "./send-event.ts";
import { listDeliveriesOf, listTriggers, showDelivery, showTrigger } from "./show-triggers.ts";

const { database, seal } = await startTestSystem();
const BOX = secretBox(Buffer.alloc(32, 3));
await saveSecret(database.queries, BOX, { name: "hook-key", value: "a long secret" }, COMMAND_LINE);
const WEBHOOK = { kind: "webhook", settings: { secret: "hook-key" } } as const;

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
  const input = saveTriggerInput.parse({ name, graph: name, ...WEBHOOK, params, ...more });
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

test("of saves of one new name at the same moment one makes the trigger and the others change it; who wants a new one is refused", async () => {
  await seal({ name: "same-moment", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  const save = (name: string, more: object) =>
    saveTrigger(
      database,
      saveTriggerInput.parse({ name, graph: "same-moment", ...WEBHOOK, ...more }),
      COMMAND_LINE,
    );
  const places = [1, 2, 3, 4, 5];
  const saved = await Promise.all(places.map((priority) => save("same-moment", { priority })));
  expect(saved.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(saved.map(({ version }) => version).sort()).toEqual(places);
  const made = await Promise.allSettled(places.map(() => save("same-moment-new", { version: 0 })));
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
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
  const stale = saveTriggerInput.parse({ name: "states", graph: "states", ...WEBHOOK, version });
  await expect(saveTrigger(database, stale, COMMAND_LINE)).rejects.toThrow("in between");
  const unseen = { name: "states", state: "removed", version } as const;
  await expect(setTrigger(database, unseen, COMMAND_LINE)).rejects.toThrow("in between");
  await expect(deleteGraph(database, { name: "states" }, COMMAND_LINE)).rejects.toThrow("Triggers launch");
  await setTrigger(database, { name: "states", state: "removed" }, COMMAND_LINE);
  await expect(send()).rejects.toThrow('There is no trigger "states"');
  expect(await rowsOf("states")).toEqual([]);
  // What is made anew under the name has no version that an old page saw.
  const anew = { ...stale, version: 0, params: { branch: "body.branch" } };
  const { version: first } = await saveTrigger(database, anew, COMMAND_LINE);
  expect(first).toBeGreaterThan(version);
  for (const seen of [1, version, version + 1])
    await expect(saveTrigger(database, { ...anew, version: seen }, COMMAND_LINE)).rejects.toThrow(
      "in between",
    );
  await setTrigger(database, { name: "states", state: "removed" }, COMMAND_LINE);
  await deleteGraph(database, { name: "states" }, COMMAND_LINE);
});

test("a trigger is saved only where its expressions fit the graph, and every problem is said", async () => {
  await publish("checked");
  const save = (more: object) =>
    saveTrigger(
      database,
      saveTriggerInput.parse({ name: "checked", graph: "checked", ...WEBHOOK, ...more }),
      COMMAND_LINE,
    );
  const wrong = {
    filter: "body +",
    params: { brunch: "body" },
    settings: { secret: "hook-key", idHeader: "a b" },
  };
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
  const foreign = { params: { branch: "'x'" }, settings: { secret: "nowhere" } };
  await expect(save(foreign)).rejects.toMatchObject({
    refusal: {
      problems: [{ path: "settings.secret", text: expect.stringContaining('no secret "nowhere"') }],
    },
  });
  const right = { params: { branch: "'x'" } };
  expect(await save(right)).toMatchObject({ version: 3, state: "active", isChanged: true });
  expect(await save(right)).toMatchObject({ version: 3, isChanged: false, isNew: false });
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

test("a test says what each part comes to and launches nothing; what came is sent again as a launch of its own", async () => {
  await publish("tried", { filter: 'body.branch != "wip"' });
  const { queries } = database;
  await deliver(database, {
    trigger: "tried",
    key: "1",
    event: eventOf({ branch: "wip" }, { "x-api-key": "proof" }),
  });
  await deliver(database, { trigger: "tried", key: "2", event: eventOf({ branch: "main" }) });
  await deliver(database, { trigger: "tried", key: "3", event: eventOf({ branch: "x".repeat(20_000) }) });
  const { deliveries, next } = await listDeliveriesOf(queries, { name: "tried", limit: 2 });
  expect([deliveries.map(({ eventKey }) => eventKey), next]).toEqual([["3", "2"], deliveries[1]?.id]);
  const [cut, launched] = deliveries;
  const before = deliveries[1]?.id ?? 0;
  const rest = await listDeliveriesOf(queries, { name: "tried", before });
  const [filtered] = rest.deliveries;
  expect(filtered).toMatchObject({
    state: "filtered",
    pipelineId: null,
    reason: expect.stringContaining("not true"),
  });
  const shown = await showDelivery(queries, { name: "tried", id: filtered?.id ?? 0 });
  expect(shown.event).toBe('{"body":{"branch":"wip"},"headers":{},"query":{}}');

  expect(await testTrigger(queries, { name: "tried", delivery: launched?.id })).toEqual({
    act: "launch",
    reason: null,
    revision: 1,
    filter: { text: 'body.branch != "wip"', state: "true", reason: null },
    params: [{ name: "branch", from: "body.branch", state: "given", value: '"main"', isCut: false }],
  });
  const made = await testTrigger(queries, { name: "tried", event: '{"body": {"branch": "wip"}}' });
  expect(made).toMatchObject({ act: "filter", filter: { state: "false" }, params: [{ state: "given" }] });
  expect(await testTrigger(queries, { name: "tried", event: '{"body": {}}' })).toMatchObject({
    act: "refuse",
    params: [{ state: "wrong" }],
  });
  for (const [asked, text] of [
    [{ event: "{" }, "The event is no JSON."],
    [{ event: "[]" }, "Wanted an event with body, headers, query"],
    [{ event: '{"boddy": 1}' }, 'has no "boddy"'],
    [{}, "Wanted one of"],
    [{ delivery: cut?.id }, "Only the beginning"],
    [{ delivery: 999_999 }, "has no delivery 999999"],
  ] as const)
    await expect(testTrigger(queries, { name: "tried", ...asked })).rejects.toThrow(text);
  expect(await pipelinesOf("tried")).toBe(1);

  await setTrigger(database, { name: "tried", state: "paused" }, COMMAND_LINE);
  const again = { name: "tried", delivery: launched?.id };
  expect(await sendToTrigger(database, again, COMMAND_LINE)).toMatchObject({ state: "launched" });
  expect(await sendToTrigger(database, again, COMMAND_LINE)).toMatchObject({ state: "launched" });
  expect(await pipelinesOf("tried")).toBe(3);
  const { triggers } = await listTriggers(queries, { search: "tried" }, "all");
  expect(triggers).toMatchObject([{ state: "paused", last: { state: "launched" }, graph: "tried" }]);
});

test("a trigger follows its graph when that is renamed; what does not fit any more is said on its page and to the sender", async () => {
  await publish("renamed-before");
  await renameGraph(database, { name: "renamed-before", to: "renamed-after" }, COMMAND_LINE);
  const send = (key: string) =>
    deliver(database, { trigger: "renamed-before", key, event: eventOf({ branch: "main" }) });
  expect(await send("1")).toMatchObject({ state: "launched" });
  expect(await showTrigger(database.queries, "renamed-before")).toMatchObject({
    trigger: { graph: "renamed-after", summary: "signed with the secret hook-key" },
    problems: [],
  });
  await seal({
    name: "renamed-after",
    params: { brunch: { type: "string", required: true } },
    vertices: { rest: { kind: "wait", wait: { for: "10h" } } },
  });
  expect(await send("2")).toMatchObject({ state: "refused", reason: "The graph declares no param branch." });
  await createFolder(database, { folder: "", name: "far" }, COMMAND_LINE);
  await saveSecret(
    database.queries,
    BOX,
    { name: "hook-key", value: "a long secret", folder: "far" },
    COMMAND_LINE,
  );
  const { problems } = await showTrigger(database.queries, "renamed-before");
  expect(problems).toMatchObject([
    expect.stringContaining('no secret "hook-key"'),
    expect.stringContaining("the graph declares brunch"),
    expect.stringContaining("The param brunch: it is required"),
  ]);
  await saveSecret(
    database.queries,
    BOX,
    { name: "hook-key", value: "a long secret", folder: "" },
    COMMAND_LINE,
  );
});

test("a stop of all schedules stops no trigger", async () => {
  await publish("unstopped");
  await stopSchedules(database, "a move", COMMAND_LINE);
  const given = { trigger: "unstopped", key: "1", event: eventOf({ branch: "main" }) };
  expect(await deliver(database, given)).toMatchObject({ state: "launched" });
});
