import { expect, test } from "vitest";
import type { AllLogsPlace } from "#contract/logs/all-logs.ts";
import { transact } from "#platform/database/db.ts";
import { insertLogChunks } from "#repos/tracks/log-chunk-rows.ts";
import { tracksOf } from "#repos/tracks/track-rows.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { readAllLogs } from "./read-all-logs.ts";

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
  });
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
