import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { PipelineFeeds } from "./pipeline-feeds.ts";
import type { Told } from "./told.ts";
import { watchPipeline } from "./watch-pipeline.ts";

const { database, launch, startRunner } = await startTestSystem();

test("all who watch are given one object of what keeps tracks waiting, once its words change and not before", async () => {
  const { id } = await launch(
    "signalbox: 1\nname: waits\nvertices: { A: { script: 'true', labels: [gpu] } }\n",
  );
  const feeds = new PipelineFeeds(database);
  const stop = new AbortController();
  const follow = () => watchPipeline(feeds, { id, after: 0, log: null }, stop.signal);
  const [one, other] = [follow(), follow()];
  const next = async () => {
    const [mine, theirs] = await Promise.all([one.next(), other.next()]);
    expect(theirs.value?.delta).toBe(mine.value?.delta);
    return (mine.value as Told | undefined)?.delta.tracks.map(({ why }) => why);
  };
  expect(await next()).toEqual([expect.stringContaining("No runner is online")]);

  await startRunner({ SIGNALBOX_RUNNER: "r1" });
  const again = await next();
  // The first look tells it once more, where both began to watch before it.
  const changed = again?.[0]?.startsWith("No runner is online") ? await next() : again;
  expect(changed).toEqual([expect.stringContaining("gpu")]);
  stop.abort();
  await cancelPipeline(database, { id, kill: true }, "ann");
});
