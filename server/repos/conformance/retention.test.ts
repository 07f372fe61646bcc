import { expect, test } from "vitest";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { insertEventFeed } from "../pipelines/events/event-feed-rows.ts";
import { inPieces } from "../read-in-pieces.ts";
import { deleteHistory, HISTORY_KINDS, historyAfter, ownersOf } from "../retention/history-rows.ts";
import {
  DEFAULT_POLICY,
  deletePolicy,
  findPolicy,
  graphsAfter,
  listPolicies,
  lockPolicy,
  putPolicy,
} from "../retention/policy-rows.ts";
import {
  answeredVertices,
  lastSuccess,
  logBytesOf,
  membersOf,
  nthNewestEnded,
  rootsAfter,
  rootsWithLogs,
  withOpenPrompts,
  withOpenSignals,
} from "../retention/removable-rows.ts";
import {
  deletePipeline,
  deleteSomeEvents,
  deleteSomeLogs,
  deleteSomeOldLogs,
  deleteSomeTracks,
  halfRemoved,
  lockIfFree,
  markRemoved,
  noteLogsRemoved,
  tryToDelete,
} from "../retention/removal-writes.ts";
import { findRemoved, removedLogOf } from "../retention/removed-rows.ts";
import { folderOfPipeline } from "../rights/subject-rows.ts";
import { HARD_TEXT, makeGraph, makePipeline, makeTracks, onEachServer } from "./servers-for-test.ts";

const POLICY = { pipelineDays: 30, pipelineLast: null, logDays: 7, historyDays: 1 };

/** How many rows the server reads for a question. */
async function readsOf(database: Database, look: (tx: Queries) => Promise<unknown>): Promise<number> {
  return transact(database, async (tx) => {
    const reads = async () => {
      const [rows] = await tx.execute("show session status like 'Handler_read%'");
      return (rows as unknown as { Value: string }[]).reduce((sum, { Value }) => sum + Number(Value), 0);
    };
    const before = await reads();
    await look(tx);
    return (await reads()) - before;
  });
}

onEachServer((database) => {
  test("a policy of a graph and the default are kept apart, and given back as they were written", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    await putPolicy(queries, graphId, POLICY, HARD_TEXT);
    await putPolicy(queries, DEFAULT_POLICY, { ...POLICY, pipelineLast: 3 }, "ann");
    await putPolicy(queries, graphId, { ...POLICY, logDays: null }, HARD_TEXT);
    expect(await findPolicy(queries, graphId)).toMatchObject({
      ...POLICY,
      logDays: null,
      changedBy: HARD_TEXT,
    });
    expect(await listPolicies(queries)).toMatchObject([
      { policy: { graphId: 0, pipelineLast: 3 }, graph: null, path: null },
      { policy: { graphId }, path: "" },
    ]);
    expect(await lockPolicy(queries, graphId)).toEqual(await findPolicy(queries, graphId));
    await deletePolicy(queries, graphId);
    expect(await lockPolicy(queries, graphId)).toBeNull();
    expect(await findPolicy(queries, graphId)).toBeNull();
    expect((await graphsAfter(queries, graphId - 1, 1))[0]?.id).toBe(graphId);
  });

  test("a removed pipeline leaves one row, and each part of it is deleted in small pieces", async () => {
    const { queries } = database();
    const { graphId, revisionId } = await makeGraph(database());
    const change = { graphId, revisionId, state: "failed", openTracks: 0, reason: HARD_TEXT } as const;
    const id = await endedPipeline(database(), change);
    const childId = await endedPipeline(database(), {
      ...change,
      parentId: id,
      parentNumber: 0,
      parentAttempt: 1,
    });
    const [trackId = 0] = await makeTracks(database(), id, [
      { state: "failed" },
      { state: "failed" },
      { state: "skipped" },
    ]);
    await queries.execute(
      `insert into event (pipeline_id, rev, n, kind, actor, at, feed_no) values
        (${id}, 1, 0, 'track', 'ann', now(3), 1), (${id}, 2, 0, 'track', 'ann', now(3), null)`,
    );
    await insertEventFeed(queries, Buffer.alloc(16, 1));
    await queries.execute("update event_feed set last_no = 1");
    expect(await rootsAfter(queries, graphId, 0, 9)).toMatchObject([{ id, state: "failed" }]);
    expect(await rootsWithLogs(queries, graphId, 0, 9)).toMatchObject([{ id }]);
    expect(await nthNewestEnded(queries, graphId, 1)).toBe(id);
    expect(await nthNewestEnded(queries, graphId, 2)).toBeNull();
    expect(await lastSuccess(queries, graphId)).toBeNull();
    expect(await logBytesOf(queries, [id])).toBe(0);
    expect([await withOpenPrompts(queries, [id]), await answeredVertices(queries, [id])]).toEqual([
      new Set(),
      [],
    ]);
    expect(await withOpenSignals(queries, [id])).toEqual(new Set());
    for (const [table, more] of [
      ["after_signal (pipeline_id, state, at, trigger_id, due_at)", "1, now(3)"],
      ["notice_signal (pipeline_id, state, at, rev)", "1"],
    ]) {
      await queries.execute(`insert into ${table} values (${id}, 'failed', now(3), ${more})`);
      expect(await withOpenSignals(queries, [id])).toEqual(new Set([id]));
      await queries.execute(`delete from ${table?.split(" ")[0]}`);
    }
    expect(inPieces(Array.from({ length: 501 }, (_, at) => at)).map(({ length }) => length)).toEqual([
      500, 1,
    ]);
    await noteLogsRemoved(queries, [id]);
    expect(await removedLogOf(queries, trackId, 1)).toBeNull();
    expect(await rootsWithLogs(queries, graphId, 0, 9)).toEqual([]);
    expect(await deleteSomeOldLogs(queries, { pipelineId: id, hours: 1, limit: 9 })).toBe(0);
    await transact(database(), async (tx) => {
      expect(await lockIfFree(tx, id)).toBe(true);
      expect(await transact(database(), (other) => lockIfFree(other, id))).toBe(false);
      const members = await membersOf(tx, [id], true);
      expect(members.map((member) => [member.id, member.rootId])).toEqual([
        [id, id],
        [childId, id],
      ]);
      await markRemoved(tx, members);
    });
    expect(await halfRemoved(queries, 9)).toEqual([childId, id]);
    expect(await membersOf(queries, [id])).toEqual([]);
    const step = (act: typeof deleteSomeTracks, limit: number) =>
      transact(database(), (tx) => act(tx, id, limit));
    expect([await step(deleteSomeLogs, 2), await step(deleteSomeEvents, 1)]).toEqual([0, 1]);
    const feed = () => queries.execute("select last_no, removed_no from event_feed");
    expect((await feed())[0]).toMatchObject([{ last_no: 1, removed_no: 1 }]);
    // It had no number: a number without an event stands for it.
    expect([await step(deleteSomeEvents, 9), await step(deleteSomeEvents, 9)]).toEqual([1, 0]);
    expect((await feed())[0]).toMatchObject([{ last_no: 2, removed_no: 2 }]);
    expect([await step(deleteSomeTracks, 2), await step(deleteSomeTracks, 2)]).toEqual([2, 1]);
    for (const each of [childId, id]) await deletePipeline(queries, each);
    expect(await halfRemoved(queries, 9)).toEqual([]);
    expect(await findRemoved(queries, id)).toMatchObject({ id, state: "failed" });
    expect([await findRemoved(queries, 999_999), await folderOfPipeline(queries, id)]).toEqual([null, ""]);
    await transact(database(), (tx) => tryToDelete(tx));
  });

  test("histories are read by their owner", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    for (const kind of HISTORY_KINDS) {
      for (const of of [graphId, "folders"] as const) expect(await ownersOf(queries, kind, of)).toEqual([]);
      expect(await historyAfter(queries, kind, { ownerId: 1, after: 0, limit: 9 })).toEqual([]);
      await deleteHistory(queries, kind, [1]);
    }
  });

  test("of thousands of pipelines no question reads more rows than it is about", async () => {
    const { queries } = database();
    const { graphId } = await makeGraph(database());
    const mine = await makeGraph(database());
    for (const [graph, revision, count] of [
      [graphId, mine.revisionId, 999],
      [graphId, mine.revisionId, 999],
      [graphId, mine.revisionId, 999],
      [mine.graphId, mine.revisionId, 300],
    ])
      await queries.execute(
        `insert into pipeline (graph_id, revision_id, name, state, rev, open_tracks, failed_tracks, params, launched_at,
           launched_by, finished_at)
         select ${graph}, ${revision}, 'p', if(n % 2 = 0, 'succeeded', 'failed'), 1, 0, 0, '{}', now(3), 'ann', now(3)
         from (with recursive up (n) as (select 1 union all select n + 1 from up where n < ${count}) select n from up)
           as numbers`,
      );
    await queries.execute("analyze table pipeline");
    const [newest] = (await nthNewestEnded(queries, mine.graphId, 1).then((id) => [id ?? 0])) as [number];
    const wanted: readonly (readonly [string, (tx: Queries) => Promise<unknown>, number])[] = [
      ["the oldest", (tx) => rootsAfter(tx, mine.graphId, 0, 50), 60],
      ["those behind one", (tx) => rootsAfter(tx, mine.graphId, newest - 10, 50), 20],
      ["those with logs", (tx) => rootsWithLogs(tx, mine.graphId, 0, 50), 60],
      ["the 20th newest", (tx) => nthNewestEnded(tx, mine.graphId, 20), 60],
      ["the last success", (tx) => lastSuccess(tx, mine.graphId), 5],
      ["those below", (tx) => membersOf(tx, [newest, newest - 1]), 20],
      ["what is half removed", (tx) => halfRemoved(tx, 9), 10],
      ["open prompts", (tx) => withOpenPrompts(tx, [newest]), 10],
      ["signals", (tx) => withOpenSignals(tx, [newest]), 10],
      ["answers", (tx) => answeredVertices(tx, [newest]), 20],
      ["bytes", (tx) => logBytesOf(tx, [newest]), 10],
      ["logs", (tx) => deleteSomeLogs(tx, newest, 10), 10],
      ["events", (tx) => deleteSomeEvents(tx, newest, 10), 10],
      ["tracks", (tx) => deleteSomeTracks(tx, newest, 10), 10],
    ];
    for (const [what, look, most] of wanted)
      expect([what, (await readsOf(database(), look)) <= most]).toEqual([what, true]);
  });
});

/** A pipeline that has ended: its row says when. */
async function endedPipeline(
  database: Database,
  change: Parameters<typeof makePipeline>[1],
): Promise<number> {
  const { state, ...rest } = change ?? {};
  const id = await makePipeline(database, rest);
  await database.queries.execute(
    `update pipeline set state = '${state}', open_tracks = 0, finished_at = now(3) where id = ${id}`,
  );
  return id;
}
