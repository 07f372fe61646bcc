import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { launchersOfGraph } from "../graphs/named-by-rows.ts";
import {
  chainOf,
  childRevisionsOf,
  graphNames,
  lockRings,
  lockTriggerById,
  outputsOfTracks,
  pipelineBefore,
  putTriggerError,
  renameSource,
  sourcedTriggers,
} from "../triggers/after-rows.ts";
import {
  afterSignalWrite,
  dueAfterSignals,
  postponeAfterSignal,
  removeAfterSignal,
} from "../triggers/after-signal-rows.ts";
import { putDelivery } from "../triggers/delivery-rows.ts";
import {
  activeStreamTriggers,
  countOpenOfTrigger,
  deliveriesWithKeys,
  streamTriggers,
} from "../triggers/stream-trigger-rows.ts";
import { changeTriggerRow, insertTrigger } from "../triggers/trigger-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("an end is noted for the active triggers of its graph, taken once, and put off", async () => {
    const { queries } = database();
    const source = await makeGraph(database());
    const target = await makeGraph(database());
    const stored = {
      ...{
        name: "after",
        graphId: target.graphId,
        revision: null,
        kind: "after",
        settings: { graph: "old" },
      },
      ...{
        sourceGraphId: source.graphId,
        installation: null,
        filter: null,
        params: {},
        pipelineName: null,
        priority: 0,
        labels: null,
      },
    };
    const id = await insertTrigger(queries, { ...stored, createdBy: "ann" });
    const pipelineId = await makePipeline(database(), { ...source, state: "running" });
    const note = () =>
      transact(database(), (tx) =>
        writeTogether(tx, [afterSignalWrite(source.graphId, pipelineId, "failed")]),
      );
    await note();
    expect(await dueAfterSignals(queries, 9)).toEqual([]);
    await changeTriggerRow(queries, { id, version: 1 }, { state: "active" }, "ann");
    await note();
    const [signal] = await dueAfterSignals(queries, 9);
    expect(signal).toMatchObject({ triggerId: id, pipelineId, state: "failed" });
    await postponeAfterSignal(queries, signal?.id ?? 0, 60_000);
    expect(await dueAfterSignals(queries, 9)).toEqual([]);
    expect(await removeAfterSignal(queries, signal?.id ?? 0)).toBe(true);
    expect(await removeAfterSignal(queries, signal?.id ?? 0)).toBe(false);

    await putTriggerError(queries, id, HARD_TEXT);
    const failing = await transact(database(), (tx) => lockTriggerById(tx, id));
    expect(failing).toMatchObject({ error: HARD_TEXT, failingSince: expect.any(Date) });
    await putTriggerError(queries, id, null);
    await renameSource(queries, source.graphId, "new");
    expect(await transact(database(), (tx) => lockTriggerById(tx, id))).toMatchObject({
      ...{ error: null, failingSince: null, settings: { graph: "new" } },
    });
    await transact(database(), (tx) => lockRings(tx));
    expect(await sourcedTriggers(queries)).toMatchObject([{ id, sourceGraphId: source.graphId }]);
    expect((await launchersOfGraph(queries, source.graphId)).triggers).toMatchObject([{ name: "after" }]);
    expect((await graphNames(queries, [source.graphId])).get(source.graphId)).toMatch(/^graph-/);
    expect(await childRevisionsOf(queries, [source.revisionId])).toEqual([]);

    await makeTracks(database(), pipelineId, [{ outputs: { k: HARD_TEXT } }, {}]);
    expect(await outputsOfTracks(queries, pipelineId)).toEqual([{ number: 0, outputs: { k: HARD_TEXT } }]);
    const launched = await makePipeline(database(), target);
    const below = await makePipeline(database(), { parentId: launched, parentNumber: 0, parentAttempt: 1 });
    expect([await pipelineBefore(queries, below), await chainOf(queries, below)]).toEqual([null, 0]);
    await putDelivery(queries, {
      ...{ triggerId: id, eventKey: String(pipelineId), state: "launched", pipelineId: launched },
      ...{ event: "{}", isCut: false, chain: 7 },
    });
    expect([await pipelineBefore(queries, below), await chainOf(queries, below)]).toEqual([pipelineId, 7]);
    expect(await pipelineBefore(queries, pipelineId)).toBeNull();
    expect(await activeStreamTriggers(queries)).toEqual([]);
    expect(await streamTriggers(queries)).toEqual([]);
    expect(await countOpenOfTrigger(queries, id)).toBe(1);
    const known = await deliveriesWithKeys(queries, id, [String(pipelineId), "other"]);
    expect([...known]).toEqual(
      [[String(pipelineId), { state: "launched", reason: null }]].map(([key, row]) => [
        key,
        expect.objectContaining(row as object),
      ]),
    );
  });
});
