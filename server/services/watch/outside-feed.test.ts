import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { ChangeReader } from "./change-reader.ts";
import { OutsideFeed } from "./outside-feed.ts";
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

test("who asks while an earlier read is under way is told also what changed since that began", async () => {
  const run = await launch(
    "signalbox: 1\nname: late\nvertices: { A: { script: 'true' }, B: { script: 'true' } }\n",
  );
  const real = await ChangeReader.open(database.queries, run.id);
  const begun: (readonly number[])[] = [];
  const gates: (() => void)[] = [];
  const read: ChangeReader["read"] = async (wanted, ...more) => {
    if ("numbers" in wanted) begun.push(wanted.numbers);
    await new Promise<void>((resolve) => gates.push(resolve));
    return real.read(wanted, ...more);
  };
  let [said, isDue] = [new Map([[0, "waits for lock a"]]), true];
  const rung: (() => void)[] = [];
  const feed = new OutsideFeed(
    { read } as ChangeReader,
    {
      everyMs: 1,
      isDue: () => isDue,
      look: async () => {
        isDue = false;
        return said;
      },
    },
    () => rung.shift()?.(),
  );
  const looked = () => new Promise<void>((resolve) => rung.push(resolve));
  await looked();
  const early = feed.after(0, 1);
  [said, isDue] = [new Map([...said, [1, "waits for lock b"]]), true];
  await looked();
  const late = feed.after(0, 1);
  for (const open of gates) open();
  feed.end();
  const vertices = async (told: typeof early) => (await told)?.tracks.map(({ vertex }) => vertex);
  expect([await vertices(early), await vertices(late)]).toEqual([["A"], ["A", "B"]]);
  expect(begun).toEqual([[0], [0, 1]]);
});
