import { expect, test } from "vitest";
import { ALL_PIPELINES } from "#contract/pipelines/watch.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { PipelineFeeds } from "./pipeline-feeds.ts";
import { watchPipelines } from "./watch-all.ts";

const { database, launch } = await startTestSystem();
const GRAPH = { name: "quiet", vertices: { A: { kind: "wait", wait: { for: "1h" } } } };

test("whoever shows lists is told that something changed, and on a reconnect only if something did meanwhile", async () => {
  const feeds = new PipelineFeeds(database);
  const stop = new AbortController();
  const follow = (lastEventId: string | null = null) =>
    watchPipelines(feeds, [{ id: ALL_PIPELINES, after: 0, log: null }], lastEventId, stop.signal);
  const stream = follow();
  const first = (await stream.next()).value;
  expect(first?.item).toMatchObject({ place: 0, delta: { pipeline: null, tracks: [] }, refusal: null });

  const { id } = await launch(GRAPH);
  const second = (await stream.next()).value;
  expect(second?.item.delta?.rev).toBeGreaterThan(first?.item.delta?.rev ?? Number.POSITIVE_INFINITY);

  const behind = follow(first?.cursor);
  expect((await behind.next()).value?.cursor).toBe(second?.cursor);
  const again = follow(second?.cursor);
  const told = again.next();
  await cancelPipeline(database, { id, kill: true }, "ann");
  expect((await told).value?.item.delta?.rev).toBeGreaterThan(second?.item.delta?.rev ?? 0);
  stop.abort();
});
