import { expect, test } from "vitest";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import { launchersOfGraph, launchersOfRevision } from "../graphs/named-by-rows.ts";
import { historyAfter } from "../retention/history-rows.ts";
import { folderOfTrigger } from "../rights/subject-rows.ts";
import {
  deliveryOf,
  findDelivery,
  lastDeliveries,
  listDeliveries,
  putDelivery,
} from "../triggers/delivery-rows.ts";
import {
  changeTriggerRow,
  findLiveTrigger,
  findTrigger,
  insertTrigger,
  listTriggerRows,
  lockTrigger,
  newTriggerVersion,
} from "../triggers/trigger-rows.ts";
import { HARD_TEXT, makeGraph, makePipeline, ODD_KEYS, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("a trigger is found by its name, and an event of it by its key; both are given back as they were written", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const row = {
      name: "k",
      graphId,
      revision: null,
      kind: "webhook",
      settings: { idHeader: HARD_TEXT },
      sourceGraphId: null,
      installation: "0123456789ab",
      filter: HARD_TEXT,
      params: { a: HARD_TEXT },
      pipelineName: HARD_TEXT,
      priority: -1,
      labels: { team: "shop" },
    };
    const id = await insertTrigger(queries, { ...row, createdBy: HARD_TEXT });
    expect(await insertTrigger(queries, { ...row, createdBy: "ann" }).catch(isDuplicateKey)).toBe(true);
    const locked = await transact(database(), (tx) => lockTrigger(tx, "k"));
    expect(locked).toMatchObject({ ...row, id, state: "new", version: 1 });
    expect(await newTriggerVersion(queries, "k")).toBe(2);
    expect(await newTriggerVersion(queries, "K")).toBe(1);
    expect(await folderOfTrigger(queries, "k")).toBe("");
    expect(await folderOfTrigger(queries, "K")).toBeNull();
    const nobody = { schedules: [], triggers: [] };
    expect(await launchersOfRevision(queries, graphId, 1)).toEqual(nobody);
    await database().pool.query("update trigger_rule set revision = 1 where id = ?", [id]);
    const it = { ...nobody, triggers: [{ name: "k", folderId: 1 }] };
    expect(await launchersOfRevision(queries, graphId, 1)).toEqual(it);
    expect(await launchersOfGraph(queries, graphId)).toEqual(it);
    await database().pool.query("update trigger_rule set revision = null where id = ?", [id]);
    const written = { triggerId: id, event: HARD_TEXT, isCut: true };
    for (const eventKey of ODD_KEYS)
      await putDelivery(queries, { ...written, eventKey, state: "refused", reason: HARD_TEXT });
    for (const eventKey of ODD_KEYS)
      expect(await findDelivery(queries, id, eventKey)).toMatchObject({
        eventKey,
        tries: 1,
        event: HARD_TEXT,
      });
    const pipelineId = await makePipeline(database());
    await putDelivery(queries, { ...written, eventKey: "k", state: "launched", pipelineId });
    expect(await findDelivery(queries, id, "k")).toMatchObject({ tries: 2, pipelineId, reason: null });
    // A trigger counts its open pipelines by them.
    const history = await historyAfter(queries, "deliveries", { ownerId: id, after: 0, limit: 100 });
    const needed = (rows: typeof history) => rows.filter(({ isNeeded }) => isNeeded).length;
    expect(needed(history)).toBe(1);
    const ended = "update pipeline set state = 'failed', open_tracks = 0, finished_at = now(3) where id = ?";
    await database().pool.query(ended, [pipelineId]);
    expect(needed(await historyAfter(queries, "deliveries", { ownerId: id, after: 0, limit: 100 }))).toBe(0);
    const running = "update pipeline set state = 'running', finished_at = null where id = ?";
    await database().pool.query(running, [pipelineId]);
    const listed = await listDeliveries(queries, { triggerId: id, limit: 100 });
    expect(listed).toHaveLength(new Set([...ODD_KEYS, "k"]).size);
    expect(listed.find(({ eventKey }) => eventKey === "k")?.pipelineState).toBe("running");
    const one = { triggerId: id, state: "refused", before: listed[1]?.id ?? 0, limit: 1 } as const;
    expect(await listDeliveries(queries, one)).toMatchObject([{ reason: HARD_TEXT, pipelineState: null }]);
    expect((await lastDeliveries(queries, [id])).get(id)?.id).toBe(listed[0]?.id);
    expect((await lastDeliveries(queries, [])).size).toBe(0);
    const found = { triggerId: id, id: listed[0]?.id ?? 0 };
    expect(await deliveryOf(queries, found)).toMatchObject({ event: HARD_TEXT, isCut: true });
    expect(await deliveryOf(queries, { ...found, triggerId: id + 1 })).toBeNull();
    const all = { folders: "all", isRemoved: false, limit: 10 } as const;
    const ids = async (asked: object) =>
      (
        await listTriggerRows(queries, {
          ...all,
          graphName: graphNameOf(await findTrigger(queries, "k")),
          ...asked,
        })
      ).map(({ trigger }) => trigger.id);
    expect(await ids({ kind: "webhook", search: "k" })).toEqual([id]);
    expect(await ids({ search: "%" })).toEqual([]);
    expect(await ids({ after: { name: "k", id } })).toEqual([]);
    expect(await ids({ isRemoved: true })).toEqual([]);
    await changeTriggerRow(queries, { id, version: 1 }, { state: "removed", liveName: null }, "bob");
    expect(await findLiveTrigger(queries, "k")).toBeNull();
    expect((await findTrigger(queries, "k"))?.trigger.id).toBe(id);
    expect(await folderOfTrigger(queries, "k")).toBe("");
    expect(await ids({ isRemoved: true })).toEqual([id]);
    expect(await transact(database(), (tx) => lockTrigger(tx, "k"))).toBeNull();
    expect(await launchersOfGraph(queries, graphId)).toEqual(nobody);
  });
});

function graphNameOf(found: Awaited<ReturnType<typeof findTrigger>>): string {
  return found?.graph ?? "";
}
