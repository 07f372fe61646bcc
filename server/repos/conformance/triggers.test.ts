import { expect, test } from "vitest";
import { isDuplicateKey, transact } from "#platform/database/db.ts";
import { folderOfTrigger } from "../rights/subject-rows.ts";
import {
  changeTriggerRow,
  findDelivery,
  insertTrigger,
  lockTrigger,
  putDelivery,
  triggersOfGraph,
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
      filter: HARD_TEXT,
      params: { a: HARD_TEXT },
      pipelineName: HARD_TEXT,
      priority: -1,
    };
    const id = await insertTrigger(queries, { ...row, createdBy: HARD_TEXT });
    expect(await insertTrigger(queries, { ...row, createdBy: "ann" }).catch(isDuplicateKey)).toBe(true);
    const locked = await transact(database(), (tx) => lockTrigger(tx, "k"));
    expect(locked).toMatchObject({ ...row, id, state: "new", version: 1 });
    expect(await folderOfTrigger(queries, "k")).toBe("");
    expect(await folderOfTrigger(queries, "K")).toBeNull();
    expect(await triggersOfGraph(queries, graphId)).toEqual(["k"]);
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
    await changeTriggerRow(queries, { id, version: 1 }, { state: "removed", liveName: null }, "bob");
    expect(await transact(database(), (tx) => lockTrigger(tx, "k"))).toBeNull();
    expect(await triggersOfGraph(queries, graphId)).toEqual([]);
  });
});
