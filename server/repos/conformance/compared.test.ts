import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { transact } from "#platform/database/db.ts";
import { insertRunner } from "../fleet/runner-rows.ts";
import { lastSucceededBefore } from "../pipelines/history/history-rows.ts";
import { attemptInserts } from "../tracks/attempt-rows.ts";
import { comparedTracks, comparedValues, digestedValues } from "../tracks/compared-track-rows.ts";
import { outputsFrom } from "../tracks/track-rows.ts";
import { writeTogether } from "../write-together.ts";
import { HARD_TEXT, makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

onEachServer((database) => {
  test("the last run that succeeded before another one is of the same graph, and runs no items", async () => {
    const graph = await makeGraph(database());
    const end = { state: "succeeded", openTracks: 0, finishedAt: new Date() } as const;
    const itemsOf = { number: 0, names: ["a"], parallel: null };
    const first = await makePipeline(database(), { ...graph, ...end });
    await makePipeline(database(), { ...graph, ...end, state: "failed" });
    const child = await makePipeline(database(), { ...graph, ...end, parentId: first, parentNumber: 0 });
    await makePipeline(database(), { ...graph, ...end, itemsOf });
    await makePipeline(database(), end);
    const last = await makePipeline(database(), graph);
    const found = (before: number) => lastSucceededBefore(database().queries, graph.graphId, before);
    expect(await found(last)).toBe(child);
    expect(await found(child)).toBe(first);
    expect(await found(first)).toBeNull();
  });

  test("the outputs of tracks are read some at a time, in the order of their numbers", async () => {
    const pipelineId = await makePipeline(database());
    await makeTracks(
      database(),
      pipelineId,
      [0, 1, 2].map((at) => ({ outputs: at === 1 ? null : { at } })),
    );
    const read = (from: number, limit: number) => outputsFrom(database().queries, pipelineId, from, limit);
    expect(await read(0, 2)).toEqual([
      { number: 0, outputs: { at: 0 } },
      { number: 1, outputs: null },
    ]);
    expect(await read(2, 2)).toEqual([{ number: 2, outputs: { at: 2 } }]);
    expect(await read(3, 2)).toEqual([]);
  });

  test("what tracks are compared by is their own row and their newest attempt, if they had one", async () => {
    const pipelineId = await makePipeline(database());
    const [trackId = -1] = await makeTracks(database(), pipelineId, [
      { state: "failed", attempt: 2, outputs: { k: HARD_TEXT } },
      {},
    ]);
    const inputs = { 漢: HARD_TEXT };
    const runnerId = await insertRunner(
      database().queries,
      { name: "r1", host: "h", pid: 1, labels: [], slots: 2, containment: "group" },
      60_000,
    );
    const row = { trackId, kind: "run", script: "exit 3", runnerId } as const;
    const attempts = [1, 2].map((number) => {
      return { ...row, number, inputs: number === 2 ? inputs : {}, token: Buffer.alloc(16, number) };
    });
    await transact(database(), (tx) => writeTogether(tx, attemptInserts(attempts)));
    const none = { startedAt: null, finishedAt: null, exitCode: null };
    const outputs = { k: HARD_TEXT };
    const bytesOf = (values: object) => Buffer.byteLength(JSON.stringify(values));
    expect(await comparedTracks(database().queries, pipelineId)).toEqual([
      { number: 0, state: "failed", attempt: 2, outputs: bytesOf(outputs), inputs: bytesOf(inputs), ...none },
      { number: 1, state: "waiting", attempt: 0, outputs: null, inputs: null, ...none },
    ]);
    const digestOf = (values: object) => createHash("sha256").update(JSON.stringify(values)).digest("hex");
    const { queries } = database();
    for (const [part, values] of [
      ["inputs", inputs],
      ["outputs", outputs],
    ] as const) {
      const digested = await digestedValues(queries, part, pipelineId, [0, 1]);
      expect([...digested].sort()).toEqual([
        [0, digestOf(values)],
        [1, null],
      ]);
      const stored = await comparedValues(queries, part, pipelineId, [0, 1]);
      expect([...stored].sort()).toEqual([
        [0, values],
        [1, null],
      ]);
      expect((await digestedValues(queries, part, pipelineId, [])).size).toBe(0);
      expect((await comparedValues(queries, part, pipelineId, [])).size).toBe(0);
    }
  });
});
