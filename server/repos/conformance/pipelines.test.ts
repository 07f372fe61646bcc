import { expect, test } from "vitest";
import type { Database } from "#platform/database/db.ts";
import { transact } from "#platform/database/db.ts";
import { RowsNotAsRead } from "#platform/database/statement.ts";
import {
  childOf,
  newestChildren,
  pipelinesAbove,
  reopenedChildren,
  runningChildrenOf,
  tracksWithEndedChild,
  tracksWithoutChild,
  unwantedChildren,
} from "../pipelines/children/child-pipeline-rows.ts";
import { needsBelow } from "../pipelines/children/needs-below-rows.ts";
import { restartedChildren } from "../pipelines/children/restarted-child-rows.ts";
import { eventInserts, eventsOf } from "../pipelines/events/event-rows.ts";
import { countPipelinesIn, listPipelines } from "../pipelines/pipeline-list-rows.ts";
import { countBegunOf, graphsToAdmit, queuedPipelinesOf } from "../pipelines/pipeline-queue-rows.ts";
import {
  callKeyOf,
  countRunningOf,
  findPipeline,
  findPipelineByKey,
  itemsOfPipeline,
  lockPipeline,
  lockPipelineIfFree,
  type PipelineRow,
  pipelinesDue,
  pipelinesToExamine,
  revsOf,
} from "../pipelines/pipeline-rows.ts";
import { pipelineAfter, pipelineUpdate } from "../pipelines/pipeline-writes.ts";
import { openPipelines, queuedChildren } from "../pipelines/wait-rows.ts";
import { tracksOf } from "../tracks/track-rows.ts";
import { trackUpdates } from "../tracks/track-writes.ts";
import { writeTogether } from "../write-together.ts";
import {
  HARD_TEXT,
  makeGraph,
  makePipeline,
  makeTracks,
  ODD_KEYS,
  onEachServer,
} from "./servers-for-test.ts";

const MANY = 1_000;
const NO_NEEDS = { prompting: 0, lost: 0, stopped: 0, toMend: 0, failed: 0, isElsewhere: false };

/** Ends a pipeline, or changes other columns. It is read again as was foretold. */
async function change(
  database: Database,
  id: number,
  columns: Partial<PipelineRow>,
  timeout: number | null = null,
): Promise<void> {
  await transact(database, async (tx) => {
    const row = (await lockPipeline(tx, id))?.row;
    if (row === undefined) throw new Error("It is not there.");
    await writeTogether(tx, [pipelineUpdate(row, { ...row, ...columns }, timeout)]);
    const read = (await lockPipeline(tx, id))?.row;
    const foretold = pipelineAfter(row, { ...row, ...columns });
    expect(read).toEqual({ ...foretold, finishedAt: read?.finishedAt, dueAt: read?.dueAt });
  });
}

onEachServer((database) => {
  test("a pipeline is read as it was written, by its id, its launch key and in pages", async () => {
    const { queries } = database();
    const [graph, callKey] = [await makeGraph(database()), Buffer.alloc(16, 255)];
    const first = await makePipeline(database(), { ...graph, launchKey: HARD_TEXT, callKey });
    const undone = { ...graph, state: "reverting" } as const;
    const others = [await makePipeline(database(), undone), await makePipeline(database(), graph)];
    expect(await findPipeline(queries, first)).toMatchObject({
      pipeline: {
        id: first,
        name: HARD_TEXT,
        params: { text: HARD_TEXT },
        halt: null,
        dueAt: null,
        hasItems: false,
      },
      revisionNumber: 1,
    });
    expect(await findPipeline(queries, 99_999)).toBeNull();
    expect(await itemsOfPipeline(queries, first)).toBeNull();
    const itemsOf = { number: 3, names: [HARD_TEXT, "b"], parallel: 2 };
    const withItems = await makePipeline(database(), { itemsOf });
    expect((await findPipeline(queries, withItems))?.pipeline.hasItems).toBe(true);
    expect(await itemsOfPipeline(queries, withItems)).toEqual(itemsOf);
    expect((await findPipelineByKey(queries, HARD_TEXT))?.id).toBe(first);
    expect(await findPipelineByKey(queries, "none")).toBeNull();
    expect(await callKeyOf(queries, first)).toEqual(callKey);
    expect(await callKeyOf(queries, others[0] ?? -1)).toBeNull();
    const page = async (before?: number) =>
      (await listPipelines(queries, { graphId: graph.graphId }, { limit: 2, before })).rows.map(
        (row) => row.pipeline.id,
      );
    expect(await page()).toEqual([others[1], others[0]]);
    expect(await page(others[0])).toEqual([first]);
    expect(await listPipelines(queries, { graphId: graph.graphId, state: "failed" }, { limit: 9 })).toEqual({
      ...{ rows: [], hasMore: false, searchedTo: null },
    });
    expect(await revsOf(queries, [first, 99_999])).toEqual(new Map([[first, 1]]));
    expect(await countRunningOf(queries, graph.graphId)).toBe(3);
    expect(await countPipelinesIn(queries, "running")).toBeGreaterThanOrEqual(3);
  });

  test("launch keys are one only where they are the same code points", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    const ids = new Map<string, number>();
    for (const launchKey of ODD_KEYS)
      ids.set(launchKey, await makePipeline(database(), { ...graph, launchKey }));
    for (const [key, id] of ids)
      expect([key, (await findPipelineByKey(queries, key))?.id]).toEqual([key, id]);
  });

  test("a pipeline's lock is waited for, or the pipeline is skipped where the caller asks for that", async () => {
    const id = await makePipeline(database());
    await transact(database(), async (tx) => {
      const locked = await lockPipeline(tx, id);
      expect(Math.abs((locked?.now.getTime() ?? 0) - (locked?.row.launchedAt.getTime() ?? 0))).toBeLessThan(
        60_000,
      );
      expect(await transact(database(), (other) => lockPipelineIfFree(other, id))).toBeNull();
    });
    expect((await transact(database(), (tx) => lockPipelineIfFree(tx, id)))?.row.id).toBe(id);
    expect(await transact(database(), (tx) => lockPipeline(tx, 99_999))).toBeNull();
  });

  test("a pipeline that ends has the time of its end, and one that runs again has none", async () => {
    const { queries } = database();
    const id = await makePipeline(database());
    await change(database(), id, { state: "failed", openTracks: 0 });
    const ended = (await findPipeline(queries, id))?.pipeline;
    expect(ended?.finishedAt).toBeInstanceOf(Date);
    expect(await pipelinesToExamine(queries, 1)).toContain(id);
    await change(database(), id, { isPaused: true });
    expect((await findPipeline(queries, id))?.pipeline.finishedAt).toEqual(ended?.finishedAt);
    await change(database(), id, { state: "running", openTracks: 1 }, -1_000);
    expect((await findPipeline(queries, id))?.pipeline.finishedAt).toBeNull();
    expect(await pipelinesDue(queries, MANY)).toContain(id);
    await change(database(), id, { isOverdue: true });
    expect(await pipelinesDue(queries, MANY)).not.toContain(id);
    const wrong = change(database(), id, { state: "failed" });
    await expect(wrong).rejects.toThrow();
  });

  test("a write to a row that has changed since it was read is refused, and its transaction is rolled back", async () => {
    const id = await makePipeline(database());
    const wrong = transact(database(), async (tx) => {
      const row = (await lockPipeline(tx, id))?.row as PipelineRow;
      await writeTogether(tx, [
        pipelineUpdate(row, { ...row, rev: 9 }, null),
        pipelineUpdate({ ...row, rev: 8 }, { ...row, rev: 9 }, null),
      ]);
    });
    await expect(wrong).rejects.toThrow(RowsNotAsRead);
    expect((await revsOf(database().queries, [id])).get(id)).toBe(1);
  });

  test("queued pipelines are admitted in order, and are not counted as begun", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    const begun = await makePipeline(database(), graph);
    const queued = [
      await makePipeline(database(), { ...graph, isQueued: true }),
      await makePipeline(database(), { ...graph, isQueued: true }),
    ];
    expect(await graphsToAdmit(queries)).toContain(graph.graphId);
    expect(await queuedPipelinesOf(queries, graph.graphId, 10)).toEqual(queued);
    expect(await countBegunOf(queries, graph.graphId)).toBe(1);
    await change(database(), begun, { state: "succeeded", openTracks: 0 });
    expect(await countBegunOf(queries, graph.graphId)).toBe(0);
  });

  test("pipelines of one graph below each other count as one, and are found from the bottom up", async () => {
    const { queries } = database();
    const graph = await makeGraph(database());
    const top = await makePipeline(database(), graph);
    const between = await makePipeline(database(), { parentId: top, parentNumber: 0, parentAttempt: 1 });
    const below = { ...graph, parentId: between, parentNumber: 3, parentAttempt: 1, countsWith: top };
    const bottom = await makePipeline(database(), below);
    const queued = await makePipeline(database(), { ...below, parentNumber: 4, isQueued: true });
    expect(await countBegunOf(queries, graph.graphId)).toBe(1);
    expect(await countBegunOf(queries, graph.graphId, top)).toBe(0);
    expect((await pipelinesAbove(queries, bottom)).map(({ id, parentNumber }) => [id, parentNumber])).toEqual(
      [
        [bottom, 3],
        [between, 0],
        [top, null],
      ],
    );
    expect((await queuedChildren(queries)).map(({ id }) => id)).toContain(queued);
    expect((await openPipelines(queries)).find(({ id }) => id === bottom)).toMatchObject({
      parentId: between,
      countsWith: top,
      isQueued: false,
    });
  });

  test("events are read in their order, a page after a cursor at a time", async () => {
    const { queries } = database();
    const pipelineId = await makePipeline(database());
    const rows = [1, 2, 3].flatMap((rev) =>
      [1, 2].map((n) => ({
        pipelineId,
        rev,
        n,
        kind: "track" as const,
        number: null,
        reason: HARD_TEXT,
        actor: "ann",
      })),
    );
    await transact(database(), (tx) => writeTogether(tx, eventInserts(rows)));
    const page = await eventsOf(queries, pipelineId, { rev: 1, n: 1 }, 3);
    expect(page.map(({ rev, n }) => [rev, n])).toEqual([
      [1, 2],
      [2, 1],
      [2, 2],
    ]);
    expect(page[0]).toMatchObject({ number: null, fromState: null, reason: HARD_TEXT });
    expect(await eventsOf(queries, pipelineId, { rev: 3, n: 2 }, 3)).toEqual([]);
  });

  test("what waits for a person below a track is counted through all levels", async () => {
    const { queries } = database();
    const root = await makePipeline(database());
    const sleeps = { state: "sleeping", sleep: "child", attempt: 1 } as const;
    await makeTracks(database(), root, [{ state: "waiting" }, sleeps]);
    const below = (parentId: number, parentNumber: number, more: object = {}) =>
      makePipeline(database(), { parentId, parentNumber, parentAttempt: 1, ...more });
    const middle = await below(root, 1, { isPaused: true });
    await makeTracks(database(), middle, [{ ...sleeps, attempt: 1 }, { state: "succeeded" }]);
    const inner = await below(middle, 0);
    expect(await needsBelow(queries, [root, middle])).toEqual([
      { ...NO_NEEDS, pipelineId: root, number: 1, first: middle, pipelines: 1, paused: 1 },
    ]);
    const stopped = { state: "sleeping", sleep: "break" } as const;
    await change(database(), inner, { failedTracks: 1 });
    await makeTracks(database(), inner, [
      { state: "prompting" },
      { state: "lost" },
      stopped,
      { state: "failed" },
    ]);
    const counts = { prompting: 1, lost: 1, stopped: 1, toMend: 0, failed: 1, isElsewhere: false };
    expect(await needsBelow(queries, [root, middle])).toEqual([
      { ...counts, pipelineId: root, number: 1, first: middle, pipelines: 2, paused: 1 },
      { ...counts, pipelineId: middle, number: 0, first: inner, pipelines: 1, paused: 0 },
    ]);
    expect(await needsBelow(queries, [])).toEqual([]);
  });

  test("children are found from both ends: missing, running, ended, unwanted and reopened ones", async () => {
    const { queries } = database();
    const parentId = await makePipeline(database());
    await makeTracks(database(), parentId, [{ state: "sleeping", sleep: "child", attempt: 1 }]);
    const parent = { pipelineId: parentId, number: 0 };
    expect(await tracksWithoutChild(queries, MANY)).toContainEqual(parent);
    const links = { parentId, parentNumber: 0, parentAttempt: 1 };
    const child = await makePipeline(database(), { ...links, isReopened: true });
    expect(await tracksWithoutChild(queries, MANY)).not.toContainEqual(parent);
    expect((await childOf(queries, parent, 1))?.id).toBe(child);
    expect(await childOf(queries, parent, 2)).toBeNull();
    expect(await runningChildrenOf(queries, parentId)).toEqual([{ id: child, number: 0, attempt: 1 }]);
    expect(await newestChildren(queries, parentId, [0])).toEqual(
      new Map([[0, { id: child, state: "running", folder: "", attempt: 1 }]]),
    );
    expect((await newestChildren(queries, parentId, [])).size).toBe(0);
    expect((await newestChildren(queries, parentId, [0], [])).size).toBe(0);
    expect(await reopenedChildren(queries, MANY)).toContainEqual({ ...parent, child });
    expect((await restartedChildren(queries, parentId)).map(({ id }) => id)).toEqual([child]);
    await change(database(), child, { isReopened: false });
    expect(await reopenedChildren(queries, MANY)).not.toContainEqual({ ...parent, child });
    const unwanted = async () => (await unwantedChildren(queries, MANY)).find(({ id }) => id === child);
    expect(await unwanted()).toBeUndefined();
    await change(database(), parentId, { cancelledBy: "ann" });
    expect(await unwanted()).toEqual({ id: child, kills: "nothing" });
    await change(database(), child, { state: "cancelled", openTracks: 0 });
    expect(await tracksWithEndedChild(queries, MANY)).toContainEqual(parent);
    expect(await runningChildrenOf(queries, parentId)).toEqual([]);
    const [row] = await tracksOf(queries, parentId);
    if (row === undefined) throw new Error("It is not there.");
    const ended = {
      ...row,
      fromState: row.state,
      state: "cancelled" as const,
      sleep: null,
      due: "none" as const,
    };
    const clocks = { readyAt: "keep", startedAt: "keep", finishedAt: "now" } as const;
    await transact(database(), (tx) =>
      writeTogether(tx, trackUpdates(2, [{ before: row, now: { ...ended, ...clocks } }])),
    );
    expect(await tracksWithEndedChild(queries, MANY)).not.toContainEqual(parent);
  });
});
