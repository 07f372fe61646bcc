import { expect, test } from "vitest";
import { KEEP_ALL } from "#engine/retention/retention-policy.ts";
import { openDatabase, transact } from "#platform/database/db.ts";
import { membersOf } from "#repos/retention/removable-rows.ts";
import {
  deleteSomeEvents,
  deleteSomeLogs,
  deleteSomeTracks,
  markRemoved,
} from "#repos/retention/removal-writes.ts";
import { makeDatabaseUser } from "#testing/servers/database-user.ts";
import { StandInRunner } from "#testing/stand-in-runner.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { reconcileChildPipelines } from "../background/reconcile-child-pipelines.ts";
import { readEvents } from "../event-feed/read-events.ts";
import { rawLog, rawLogs } from "../logs/raw-log.ts";
import { readAllLogs } from "../logs/read-all-logs.ts";
import { readLog } from "../logs/read-log.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { examinePipelines } from "../pipelines/examine-pipelines.ts";
import { compareTracks } from "../pipelines/read/compare-tracks.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { answerPrompt } from "../prompts/answer-prompt.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { judge } from "../rights/judge.ts";
import { retryTrack } from "../tracks/retry-track.ts";
import { previewRetention } from "./preview-retention.ts";
import { setRetention, showRetention } from "./retention-settings.ts";
import { rowsOfPipelines } from "./rows-for-test.ts";
import { runRetention, tidyAll } from "./run-retention.ts";

const { database, databaseUrl, launch, seal } = await startTestSystem();
const { queries } = database;
const runner = await StandInRunner.register(database);

const rowsOf = (ids: readonly number[]) => rowsOfPipelines(database, ids);

/** Moves pipelines of a graph, with all that has a time, so many days into the past. */
async function age(graph: string, days: number): Promise<void> {
  const of = "(select id from graph where name = ?)";
  await database.pool.query(
    `update pipeline set launched_at = launched_at - interval ? day, finished_at = finished_at - interval ? day
     where graph_id = ${of}`,
    [days, days, graph],
  );
  await database.pool.query(
    `update log_chunk set stored_at = stored_at - interval ? day
     where pipeline_id in (select id from pipeline where graph_id = ${of})`,
    [days, graph],
  );
}

async function ended(
  graph: { readonly name: string; readonly vertices: object },
  exits: Readonly<Record<string, number>> = {},
): Promise<number> {
  const { id } = await launch(graph);
  for (;;) {
    await runner.executeAll(exits);
    const { pipeline } = await showPipeline(queries, id);
    if (pipeline.state !== "running") return id;
    await reconcileChildPipelines(database);
  }
}

const set = (graph: string, policy: object) => setRetention(database, { graph, ...policy }, COMMAND_LINE);
const run = (graph?: string) => runRetention(database, graph, COMMAND_LINE);

test("old pipelines go with all below them and all their rows; the last success stays; what is gone is said, and the feed tells who has not read it", async () => {
  await seal({ name: "low", vertices: { B: { script: "true" } } });
  const high = {
    name: "high",
    vertices: { A: { script: "true" }, C: { kind: "graph", graph: "low@1" } },
    edges: ["A -> C"],
  };
  const [first, second, last] = [await ended(high), await ended(high, { A: 1 }), await ended(high)];
  const { cursor } = await readEvents(database, { limit: 1 });
  await age("high", 40);
  await age("low", 40);
  // A child goes with its parent, whatever the policy of its own graph says.
  await set("low", { pipelineDays: 1 });
  expect(await run("low")).toMatchObject({ pipelines: 0, hasMore: false });
  await set("high", { pipelineDays: 30 });
  const members = (await membersOf(queries, [first, second])).map(({ id }) => id);
  expect(members).toHaveLength(3);
  const preview = await previewRetention(queries, { graph: "high" });
  expect(preview).toMatchObject({ pipelines: { count: 3 }, logs: { count: 0 }, hasMore: false });
  expect(preview.pipelines.oldest?.getTime()).toBeLessThan(Date.now() - 39 * 86_400_000);
  expect(await previewRetention(queries, { graph: "high", policy: { pipelineLast: 3 } })).toMatchObject({
    pipelines: { count: 0 },
  });
  expect(await rowsOf(members)).toMatchObject({ pipeline: 3, log_chunk: 3 });
  expect(await run("high")).toEqual({
    pipelines: 3,
    logs: 0,
    fires: 0,
    deliveries: 0,
    notices: 0,
    hasMore: false,
  });
  expect(Object.values(await rowsOf(members)).every((count) => count === 0)).toBe(true);
  expect((await showPipeline(queries, last)).pipeline.state).toBe("succeeded");
  const today = new Date().toISOString().slice(0, 10);
  const gone = {
    refusal: { code: "not-found", text: expect.stringContaining(`removed by retention on ${today}`) },
  };
  await expect(showPipeline(queries, first)).rejects.toMatchObject(gone);
  await expect(retryTrack(database, { id: second, vertex: "A", reason: "r" }, "ann")).rejects.toMatchObject(
    gone,
  );
  await judge(queries, COMMAND_LINE, "read", { kind: "pipeline", id: first });
  await expect(readEvents(database, { after: cursor })).rejects.toMatchObject({
    refusal: { code: "state-forbids", text: expect.stringContaining("retention") },
  });
  expect(await run("high")).toMatchObject({ pipelines: 0 });
});

test("what runs, what has a child that runs, what is reopened, and the approval that is shown next, are kept", async () => {
  const asks = { name: "asks", vertices: { A: { kind: "approval", prompt: { title: "Go?" } } } };
  const answered = async (verdict: "approve" | "reject") => {
    const { id } = await launch(asks);
    const [rows] = await database.pool.query(
      "select p.id from prompt p join track t on t.id = p.track_id where t.pipeline_id = ?",
      [id],
    );
    const prompt = (rows as unknown as { id: number }[])[0]?.id ?? 0;
    await answerPrompt(database, { id: prompt, verdict, values: {} }, "ann");
    return id;
  };
  const [old, approved] = [await answered("approve"), await answered("approve")];
  const rejected = await answered("reject");
  const { id: open } = await launch(asks);
  await seal({ name: "slow", vertices: { W: { kind: "wait", wait: { for: "1h" } } } });
  const parent = await launch({ name: "parent", vertices: { C: { kind: "graph", graph: "slow@1" } } });
  await reconcileChildPipelines(database);
  for (const graph of ["asks", "slow", "parent"]) {
    await age(graph, 40);
    await set(graph, { pipelineDays: 30 });
  }
  // Else both would be kept, or one, as the last success.
  await database.pool.query("update pipeline set state = 'failed' where id in (?)", [[old, approved]]);
  expect(await run()).toMatchObject({ pipelines: 2 });
  expect(await rowsOf([old, rejected])).toMatchObject({ pipeline: 0, prompt: 0 });
  for (const id of [approved, open, parent.id])
    expect((await showPipeline(queries, id)).pipeline.id).toBe(id);
  await database.pool.query("update pipeline set state = 'succeeded' where id = ?", [approved]);
  await cancelPipeline(database, { id: parent.id, kill: true, reason: "over" }, "ann");
  await database.pool.query("update pipeline set finished_at = finished_at - interval 40 day where id = ?", [
    parent.id,
  ]);
  expect(await run("parent")).toMatchObject({ pipelines: 0 });
  await cancelPipeline(database, { id: open, kill: true, reason: "over" }, "ann");
});

test("logs go before their pipelines, those of a pipeline that runs again stay, and other policies are untouched", async () => {
  const id = await ended({ name: "logs", vertices: { A: { script: "true" } } }, { A: 1 });
  await age("logs", 10);
  await expect(set("logs", { pipelineDays: 3, logDays: 3 })).rejects.toMatchObject({
    refusal: { code: "bad-input", problems: [{ path: "logDays" }] },
  });
  await set("logs", { logDays: 3 });
  await database.pool.query(
    "update attempt set log_bytes = 13 where track_id in (select id from track where pipeline_id = ?)",
    [id],
  );
  expect(await previewRetention(queries, { graph: "logs" })).toMatchObject({
    pipelines: { count: 0 },
    logs: { count: 1, bytes: 13 },
  });
  expect(await run("logs")).toMatchObject({ logs: 1, pipelines: 0 });
  expect(await rowsOf([id])).toMatchObject({ pipeline: 1, attempt: 1, log_chunk: 0 });
  expect(await run("logs")).toMatchObject({ logs: 0 });
  const removedAt = expect.any(Date);
  const place = { id, vertex: "A" };
  const page = await readLog(queries, { ...place, after: 0, limit: 9 });
  expect(page).toMatchObject({ chunks: [], isComplete: true, removedAt });
  expect(await readAllLogs(queries, { id, limit: 9 })).toMatchObject({ chunks: [], removedAt });
  expect((await compareTracks(queries, { ...place, with: id })).a?.log).toMatchObject({ removedAt });
  await expect(rawLog(database, { ...place, attempt: 1 })).rejects.toMatchObject({
    refusal: { text: expect.stringMatching(/^The log of attempt 1 was removed by retention on \d{4}-/) },
  });
  expect(await new Response(await rawLogs(database, place)).text()).toMatch(
    /^==> attempt 1, failed, begun \S+Z <==\n==> removed by retention on [\d-]+ <==\n$/,
  );
  await retryTrack(database, { id, vertex: "A", reason: "again" }, "ann");
  await runner.executeAll();
  expect(await rowsOf([id])).toMatchObject({ attempt: 2, log_chunk: 1 });
  await database.pool.query("update pipeline set finished_at = finished_at - interval 10 day where id = ?", [
    id,
  ]);
  // Stored less than some hours ago: of the run of now.
  expect(await run("logs")).toMatchObject({ logs: 1 });
  expect(await rowsOf([id])).toMatchObject({ log_chunk: 1 });
});

test("fires, deliveries and notices that something waits for, and the newest, are kept", async () => {
  await seal({ name: "timed", vertices: { A: { script: "true" } } });
  await database.pool.query(
    `insert into schedule (name, graph_id, rule, zone, excluded_dates, jitter_ms, policy, params, priority, desired,
       observed, version, observed_version, created_at, created_by, changed_at, changed_by)
     select 'each-second', id, '{}', 'UTC', '[]', 0, '{}', '{}', 0, 'paused', 'paused', 1, 1, now(3), 'a', now(3), 'a'
     from graph where name = 'timed'`,
  );
  await database.pool.query(
    `insert into fire (schedule_id, due_at, cause, state, fired_at, late_ms, is_running)
     select s.id, now(3) - interval 9 day + interval n second, 'clock', if(n = 1, 'queued', 'skipped'),
       now(3) - interval 9 day, 0, n = 2
     from schedule s join (with recursive up (n) as (select 0 union all select n + 1 from up where n < 699)
       select n from up) as numbers where s.name = 'each-second'`,
  );
  await set("timed", { historyDays: 7 });
  expect(await previewRetention(queries, { graph: "timed" })).toMatchObject({ fires: { count: 697 } });
  expect(await run("timed")).toMatchObject({ fires: 697, hasMore: false });
  const [rows] = await database.pool.query("select state, is_running from fire order by id");
  expect(rows).toMatchObject([{ state: "queued" }, { is_running: 1 }, { state: "skipped" }]);
});

test("nothing is removed where no policy is set; the default is for graphs that have none; a policy can be taken back", async () => {
  const quiet = await ended({ name: "quiet", vertices: { A: { script: "true" } } }, { A: 1 });
  await age("quiet", 400);
  expect(await run("quiet")).toMatchObject({ pipelines: 0 });
  await setRetention(database, { pipelineDays: 300 }, COMMAND_LINE);
  await set("quiet", { pipelineDays: null });
  expect(await run()).toMatchObject({ pipelines: 0 });
  expect((await showRetention(queries, COMMAND_LINE)).slice(0, 1)).toMatchObject([
    { graph: null, policy: { ...KEEP_ALL, pipelineDays: 300 } },
  ]);
  await set("quiet", { useDefault: true });
  expect(await previewRetention(queries, {})).toMatchObject({ pipelines: { count: 1 } });
  // As the duty does it, which stops when its time is over and goes on later.
  const told: string[] = [];
  const tell = async (graph: string) => void told.push(graph);
  let looks = 0;
  const isOver = () => looks++ > 1;
  expect(await tidyAll(database, { after: 0, isOver }, tell)).toMatchObject({ isDone: false });
  expect(await tidyAll(database, { after: 0, isOver: () => false }, tell)).toMatchObject({ isDone: true });
  expect(told).toContain("quiet");
  expect(await rowsOf([quiet])).toMatchObject({ pipeline: 0, event: 0 });
  await setRetention(database, {}, COMMAND_LINE);
});

test("a removal that was cut off anywhere goes on, and while it is under way a claim and a launch wait for nothing", async () => {
  const graph = {
    name: "wide",
    vertices: { A: { script: "true" }, B: { script: "true" }, C: { script: "true" } },
  };
  const id = await ended(graph);
  const members = await membersOf(queries, [id]);
  const holding = [
    (tx: Parameters<typeof markRemoved>[0]) => markRemoved(tx, members),
    (tx: Parameters<typeof markRemoved>[0]) => deleteSomeLogs(tx, id, 2),
    (tx: Parameters<typeof markRemoved>[0]) => deleteSomeLogs(tx, id, 2),
    (tx: Parameters<typeof markRemoved>[0]) => deleteSomeEvents(tx, id, 2),
    (tx: Parameters<typeof markRemoved>[0]) => deleteSomeTracks(tx, id, 2),
  ];
  for (const step of holding)
    await transact(database, async (tx) => {
      await step(tx);
      // Uncommitted. On other connections somebody launches, and a runner claims and settles: would they wait, it were for ever.
      await ended({ ...graph, name: "meanwhile" });
    });
  await expect(showPipeline(queries, id)).rejects.toMatchObject({ refusal: { code: "not-found" } });
  expect(await rowsOf([id])).toMatchObject({ pipeline: 1, log_chunk: 0, track: 1 });
  // Nobody takes it for a pipeline that is broken, and whoever runs the retention of any graph goes on with it.
  expect((await examinePipelines(database, false, "ann")).inconsistent).toEqual([]);
  expect(await run("meanwhile")).toMatchObject({ pipelines: 0, hasMore: false });
  expect(Object.values(await rowsOf([id])).every((count) => count === 0)).toBe(true);
});

test("a user of the database who may not delete removes nothing, and is told what to do", async () => {
  const id = await ended({ name: "granted", vertices: { A: { script: "true" } } }, { A: 1 });
  await age("granted", 40);
  await set("granted", { pipelineDays: 30 });
  const { url } = await makeDatabaseUser("web", databaseUrl);
  const web = openDatabase(url);
  await expect(runRetention(web, "granted", COMMAND_LINE)).rejects.toMatchObject({
    refusal: { code: "state-forbids", todo: expect.stringContaining("web-user-retention.sql") },
  });
  // Only that one is refused: what may be removed of others is.
  await ended({ name: "granted-later", vertices: { A: { script: "true" } } }, { A: 1 });
  await age("granted-later", 40);
  await set("granted-later", { logDays: 30 });
  expect(await previewRetention(queries, { graph: "granted-later" })).toMatchObject({ logs: { count: 1 } });
  expect(await tidyAll(web, { after: 0, isOver: () => false })).toMatchObject({
    isDone: true,
    refused: { refusal: { text: expect.stringContaining("may not delete") } },
  });
  expect(await previewRetention(queries, { graph: "granted-later" })).toMatchObject({ logs: { count: 0 } });
  await web.close();
  expect((await showPipeline(queries, id)).pipeline.id).toBe(id);
});

test("a retention that was set or changed since its dialog was opened is refused, and stays as it is", async () => {
  await seal({ name: "seen", vertices: { A: { script: "true" } } });
  const { changedAt } = await set("seen", { pipelineLast: 100, version: 0 });
  const refused = { refusal: { code: "conflict" } };
  await expect(set("seen", { pipelineDays: 30, version: 0 })).rejects.toMatchObject(refused);
  await expect(set("seen", { useDefault: true, version: 1 })).rejects.toMatchObject(refused);
  await set("seen", { pipelineLast: 99, version: changedAt?.getTime() });
});
