import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { cancelPipeline } from "../pipelines/cancel-pipeline.ts";
import { setPipelinePaused } from "../pipelines/pause-pipeline.ts";
import { ChangeReader } from "./change-reader.ts";
import { OutsideFeed } from "./outside-feed.ts";
import { PipelineFeeds } from "./pipeline-feeds.ts";
import type { Told } from "./told.ts";
import { watchPipeline } from "./watch-pipeline.ts";

const { database, launch, startRunner } = await startTestSystem();
const GPU = "signalbox: 1\nname: waits\nvertices: { A: { script: 'true', labels: [gpu] } }\n";

/** Follows a pipeline until something else is said of its only track than before: gives that. */
function following(feeds: PipelineFeeds, id: number, signal: AbortSignal) {
  const stream = watchPipeline(feeds, { id, after: 0, log: null }, signal);
  let why: string | null | undefined;
  return async () => {
    for (;;) {
      const { value } = await stream.next();
      const now = (value as Told | undefined)?.delta.tracks[0]?.why;
      if (now === undefined || now === why) continue;
      why = now;
      return why;
    }
  };
}

test("who watches a ready track is told that its pipeline is paused, and after that what keeps it waiting again", async () => {
  const { id } = await launch(GPU);
  const stop = new AbortController();
  const said = following(new PipelineFeeds(database), id, stop.signal);
  const queued = await said();
  await setPipelinePaused(database, { id, isPaused: true }, "ann");
  expect(await said()).toContain("paused");
  await setPipelinePaused(database, { id, isPaused: false }, "ann");
  expect(await said()).toBe(queued);
  stop.abort();
  await cancelPipeline(database, { id, kill: true }, "ann");
});

test("after an outage of the database, what keeps a track waiting is told again as it changes", async () => {
  const { id } = await launch(GPU);
  let isAway = false;
  const failing = {
    ...database,
    get queries() {
      if (isAway) throw Object.assign(new Error("refused"), { code: "ECONNREFUSED", fatal: true });
      return database.queries;
    },
  };
  const stop = new AbortController();
  const feeds = new PipelineFeeds(failing);
  const said = following(feeds, id, stop.signal);
  expect(await said()).toContain("No runner is online");
  const { watched, close } = await feeds.watch(id);
  const { reader } = watched.changes;
  const forgotten = new Promise<void>((resolve) => {
    const forget = reader.forget.bind(reader);
    reader.forget = () => resolve(forget());
  });
  isAway = true;
  await forgotten;
  isAway = false;
  close();
  const runner = await startRunner({ SIGNALBOX_RUNNER: "late" });
  expect(await said()).toContain("gpu");
  await runner.stop();
  stop.abort();
  await cancelPipeline(database, { id, kill: true }, "ann");
});

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
