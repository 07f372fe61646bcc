import { expect, test } from "vitest";
import type { AllLogsPlace } from "#contract/logs/all-logs.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { transact } from "#platform/database/db.ts";
import { insertLogChunks } from "#repos/tracks/log-chunk-rows.ts";
import { tracksByNumber, tracksOf } from "#repos/tracks/track-rows.ts";
import { trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { moveGraph } from "../graphs/folder-of-graph.ts";
import { showPipeline } from "../pipelines/read/show-pipeline.ts";
import { pipelineWithId } from "../pipelines/read/show-summary.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { createFolder, folderAt } from "../rights/folders.ts";
import { PrintingPipelines } from "./printing-pipelines.ts";
import { readAllLogs } from "./read-all-logs.ts";
import { searchAllLogs } from "./search-all-logs.ts";

const system = await startTestSystem();
const { database } = system;
await system.startRunner();

/** A pipeline that has ended, with an empty log. */
async function quietPipeline(name: string) {
  const run = await system.launch({ name, vertices: { A: { script: "true" }, B: { script: "true" } } });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const [first, second] = await tracksOf(database.queries, run.id);
  const chunk = (track: typeof first, seq: number, text: string) => ({
    pipelineId: run.id,
    trackId: track?.id ?? 0,
    attempt: 1,
    seq,
    stream: "merged" as const,
    bytes: Buffer.from(text),
    ageMs: 0,
  });
  return { id: run.id, first, second, chunk };
}

test("the logs of all tracks are read page by page, each piece once", async () => {
  const { id, first, second, chunk } = await quietPipeline("pages");
  await insertLogChunks(database.queries, [chunk(first, 1, "a"), chunk(second, 1, "b")]);
  await insertLogChunks(database.queries, [
    chunk(first, 2, "c"),
    chunk(second, 2, "d"),
    chunk(first, 3, "e"),
  ]);
  const texts: string[] = [];
  let after: AllLogsPlace | null = null;
  for (let isEnd = false; !isEnd; ) {
    const page = await readAllLogs(database.queries, { id, after, limit: 2 });
    texts.push(...page.chunks.map(({ vertex, text }) => `${vertex} ${text}`));
    after = page.next;
    isEnd = page.isEnd;
    expect(page.isRunning).toBe(false);
  }
  expect(texts.sort()).toEqual(["A a", "A c", "A e", "B b", "B d"]);
  expect(await readAllLogs(database.queries, { id, after, limit: 2 })).toEqual({
    chunks: [],
    next: after,
    isEnd: true,
    isRunning: false,
    hasMoreBelow: false,
  });
});

/** Prints a piece as the first attempt of a track of a pipeline. */
async function print(pipelineId: number, vertex: string, text: string) {
  const { tracks } = await showPipeline(database.queries, pipelineId);
  const number = tracks.find((each) => each.vertex === vertex)?.number ?? -1;
  const [track] = await tracksByNumber(database.queries, pipelineId, [number]);
  const piece = { pipelineId, trackId: track?.id ?? 0, attempt: 1, seq: 9, ageMs: 0 };
  await insertLogChunks(database.queries, [{ ...piece, stream: "merged", bytes: Buffer.from(text) }]);
}

test("with the pipelines below, pieces of all levels are in one order, with the names of the tracks above, as far as folders may be read", async () => {
  await createFolder(database, { folder: "", name: "hidden" }, COMMAND_LINE);
  const part = { name: "part", vertices: { migrate: { script: "true" } } };
  await system.seal(part);
  await system.seal({ ...part, name: "secret" });
  const run = await system.launch({
    name: "whole",
    vertices: {
      own: { script: "true" },
      hosts: { script: "true", foreach: { items: '["web-1", "web-2"]' } },
      each: { kind: "graph", graph: "part@1", foreach: { items: '["a"]' } },
      other: { kind: "graph", graph: "secret@1" },
    },
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  await moveGraph(database, { name: "secret", folder: "hidden" }, COMMAND_LINE);
  const childOf = async (id: number, vertex: string) =>
    trackIn(await showPipeline(database.queries, id), vertex).child?.id ?? -1;
  const each = await childOf(run.id, "each");
  const inner = await childOf(each, "a");
  await print(run.id, "own", "1");
  const hosts = await childOf(run.id, "hosts");
  const other = await childOf(run.id, "other");
  await print(hosts, "web-2", "2");
  await print(inner, "migrate", "3");
  await print(other, "migrate", "4");
  const readWith = async (folders: FolderIds | null) => {
    const names: string[] = [];
    let after: AllLogsPlace | null = null;
    for (let isEnd = false; !isEnd; ) {
      const page = await readAllLogs(database.queries, { id: run.id, after, limit: 1 }, folders);
      names.push(...page.chunks.map(({ pipeline, name, text }) => `${pipeline} ${name} ${text}`));
      ({ next: after, isEnd } = page);
    }
    return names;
  };
  expect(await readWith(null)).toEqual([`${run.id} own 1`]);
  const readable = [`${run.id} own 1`, `${hosts} hosts[web-2] 2`, `${inner} each[a] / migrate 3`];
  const root = await folderAt(database.queries, "");
  expect(await readWith([root.id])).toEqual(readable);
  expect(await readWith("all")).toEqual([...readable, `${other} other / migrate 4`]);
  const asked = { id: run.id, text: "^[3-4]$", isPattern: true, isCaseExact: false, limit: 9 };
  const found = await searchAllLogs(database.queries, { ...asked, folders: [root.id] });
  expect(found.matches).toMatchObject([
    { pipeline: inner, vertex: "migrate", name: "each[a] / migrate", line: 1 },
  ]);
  expect((await searchAllLogs(database.queries, asked)).count).toBe(0);
  const { pipeline } = await pipelineWithId(database.queries, run.id);
  const some = await PrintingPipelines.of(database.queries, pipeline, "all", 2);
  const children = [hosts, each, other, inner].sort((one, another) => one - another);
  expect([some.ids, some.hasMoreBelow]).toEqual([[run.id, ...children.slice(0, 2)], true]);
  expect((await PrintingPipelines.of(database.queries, pipeline, "all", 4)).hasMoreBelow).toBe(false);
});

test("a piece that is committed after one that was stored later is there when the last seconds are read once more", async () => {
  const { id, first, second, chunk } = await quietPipeline("late");
  let commit: () => void = () => undefined;
  const canCommit = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let begun: () => void = () => undefined;
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const late = transact(database, async (tx) => {
    await insertLogChunks(tx, [chunk(first, 1, "late")]);
    begun();
    await canCommit;
  });
  await hasBegun;
  await insertLogChunks(database.queries, [chunk(second, 1, "soon")]);
  const { chunks, next } = await readAllLogs(database.queries, { id, after: null, limit: 9 });
  expect(chunks.map(({ text }) => text)).toEqual(["soon"]);
  commit();
  await late;
  const again = {
    storedAt: new Date((next?.storedAt.getTime() ?? 0) - 10_000),
    trackId: 0,
    attempt: 0,
    seq: 0,
  };
  const found = await readAllLogs(database.queries, { id, after: again, limit: 9 });
  expect(found.chunks.map(({ text }) => text)).toEqual(["late", "soon"]);
});
