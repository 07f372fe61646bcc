import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import type { PipelineDelta } from "#contract/pipelines/watch.ts";
import { type Launched, trackIn } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { PipelineFeeds } from "../watch/pipeline-feeds.ts";
import { watchPipelines } from "../watch/watch-all.ts";
import { watchPipeline } from "../watch/watch-pipeline.ts";
import { cancelPipeline } from "./cancel-pipeline.ts";
import { setPipelinePaused } from "./pause-pipeline.ts";
import { showPipeline } from "./read/show-pipeline.ts";
import { undoPipeline } from "./undo-pipeline.ts";

const { database, launch, seal, startRunner, makeDirectory } = await startTestSystem();
await startRunner({ SIGNALBOX_RUNNER: "r1" });

/** A root above a graph above a graph with these vertices; `inner` is the id of the innermost pipeline. */
async function launchAbove(name: string, vertices: string): Promise<{ run: Launched; inner: number }> {
  await seal(`signalbox: 1\nname: ${name}-inner\nonFailure: continue\nvertices:\n${vertices}`);
  await seal(
    `signalbox: 1\nname: ${name}-middle\nvertices: { M: { kind: graph, graph: ${name}-inner@1 } }\n`,
  );
  const run = await launch(
    `signalbox: 1\nname: ${name}\nvertices: { P: { kind: graph, graph: ${name}-middle@1 } }\n`,
  );
  const childOf = async (id: number, vertex: string) =>
    expect
      .poll(async () => trackIn(await showPipeline(database.queries, id), vertex).child?.id ?? null)
      .not.toBeNull();
  await childOf(run.id, "P");
  const middle = (await run.track("P")).child?.id ?? -1;
  await childOf(middle, "M");
  const inner = trackIn(await showPipeline(database.queries, middle), "M").child?.id ?? -1;
  return { run, inner };
}

test.each([
  ["asks", "  A: { kind: approval }\n", "1 prompt"],
  ["failed", "  A: { script: exit 1 }\n  B: { script: sleep 600 }\n", "1 failed"],
])("a root says that its grandchild %s", async (name, vertices, needs) => {
  const { run, inner } = await launchAbove(name, vertices);
  const view = await run.until(({ pipeline }) => pipeline.needsHuman);
  expect(view.pipeline).toMatchObject({ state: "running", needs: `pipeline ${inner}: ${needs}` });
  expect(trackIn(view, "P").why).toBe(
    `Runs ${name}-middle@1. It waits for a person: pipeline ${inner}: ${needs}.`,
  );
  expect(trackIn(view, "P").isPersonNeededBelow).toBe(true);
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "cancelled");
  expect((await run.now()).pipeline.needsHuman).toBe(false);
});

test("a page that watches a root hears of a pause of its grandchild", async () => {
  const { run, inner } = await launchAbove(
    "watched",
    "  A: { kind: wait, wait: { for: 1h } }\n  B: { script: 'true' }\nedges: [A -> B]\n",
  );
  const stop = new AbortController();
  const { rev } = (await run.now()).pipeline;
  const watch = watchPipeline(
    new PipelineFeeds(database),
    { id: run.id, after: rev, log: null },
    stop.signal,
  );
  const until = async (needs: string): Promise<PipelineDelta> => {
    for (;;) {
      const { value } = await watch.next();
      if (value?.delta.pipeline?.needs === needs) return value.delta;
    }
  };
  await setPipelinePaused(database, { id: inner, isPaused: true }, "ann");
  const paused = await until(`pipeline ${inner}: paused`);
  expect(paused.tracks.map(({ vertex }) => vertex)).toEqual(["P"]);
  await setPipelinePaused(database, { id: inner, isPaused: false }, "ann");
  await until("");
  await setPipelinePaused(database, { id: run.id, isPaused: true, reason: "the disk is swapped" }, "ann");
  const own = await until("paused");
  expect(own.pipeline?.pause).toEqual({ by: "ann", reason: "the disk is swapped" });
  const below = await showPipeline(database.queries, inner);
  expect(below.pipeline.pause).toEqual({ by: "ann", reason: "with the pipeline above it" });
  stop.abort();
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
});

test("one stream follows several pipelines; one that is not there disturbs no other, and a reconnect loses nothing", async () => {
  const waiting = "vertices: { A: { kind: wait, wait: { for: 1h } } }";
  const runs = [
    await launch(`signalbox: 1\nname: stream-one\n${waiting}\n`),
    await launch(`signalbox: 1\nname: stream-two\n${waiting}\n`),
  ];
  const [one, two] = runs.map(({ id }) => id);
  const watches = [one, 99_999, two].map((id = 0) => ({ id, after: 0, log: null }));
  const feeds = new PipelineFeeds(database);
  /** Reads until `isEnough` of what was told of each place; gives the cursor of the last item. */
  const read = async (before: string | null, isEnough: (told: Map<number, number>) => boolean) => {
    const stop = new AbortController();
    const told = new Map<number, number>();
    const refused: number[] = [];
    for await (const { cursor, item } of watchPipelines(feeds, watches, before, stop.signal)) {
      if (item.refusal !== null) refused.push(item.place);
      else told.set(item.place, item.delta?.rev ?? 0);
      if (isEnough(told)) return { cursor, told, refused };
    }
    throw new Error("The stream ended.");
  };
  const first = await read(null, (told) => told.has(0) && told.has(2));
  const revs = await Promise.all(runs.map(async (run) => (await run.now()).pipeline.rev));
  expect([first.told.get(0), first.told.get(2)]).toEqual(revs);
  await setPipelinePaused(database, { id: two ?? 0, isPaused: true }, "ann");
  const second = await read(first.cursor, (told) => told.has(2));
  expect(second.told).toEqual(new Map([[2, (revs[1] ?? 0) + 1]]));
  expect([...first.refused, ...second.refused]).toContain(1);
  for (const { id } of runs) await cancelPipeline(database, { id, kill: true }, "ann");
});

test("all who watch a pipeline are given the same objects, each change once; who takes nothing for long loses nothing", async () => {
  const run = await launch({
    name: "shared",
    vertices: { A: { kind: "wait", wait: { for: "1h" } }, B: { kind: "approval" } },
  });
  const feeds = new PipelineFeeds(database);
  const stop = new AbortController();
  const { rev } = (await run.now()).pipeline;
  const listen = (after: number) =>
    watchPipeline(feeds, { id: run.id, after, log: null }, stop.signal)[Symbol.asyncIterator]();
  const toggle = async (times: number) => {
    for (let turn = 0; turn < times; turn += 1)
      await setPipelinePaused(database, { id: run.id, isPaused: turn % 2 === 0 }, "ann");
    return (await run.now()).pipeline;
  };
  const next = async (listener: ReturnType<typeof listen>): Promise<PipelineDelta> => {
    const { value } = await listener.next();
    if (value === undefined) throw new Error("The stream ended.");
    return value.delta;
  };
  /** Takes until a rev; gives everything that came. */
  const until = async (listener: ReturnType<typeof listen>, last: number) => {
    const told: PipelineDelta[] = [];
    while ((told.at(-1)?.rev ?? 0) < last) told.push(await next(listener));
    return told;
  };
  const [fresh, slow, one, other] = [listen(0), listen(0), listen(rev), listen(rev)] as const;
  const begun = await Promise.all([next(fresh), next(slow)]);
  expect(begun[0]).toBe(begun[1]);
  const all = await run.now();
  expect(begun[0]).toMatchObject({ rev, pipeline: all.pipeline, tracks: all.tracks, log: null });
  const waiting = [until(one, rev + 1), until(other, rev + 1)];
  const paused = await toggle(1);
  const [first = [], second = []] = await Promise.all(waiting);
  expect(first).toEqual([{ rev: paused.rev, pipeline: paused, tracks: [], log: null }]);
  expect(second[0]).toBe(first[0]);
  const now = await toggle(80);
  for (const listener of [fresh, slow, one, other, listen(rev - 1)]) {
    const told = await until(listener, now.rev);
    const revs = told.map((delta) => delta.rev);
    expect(revs).toEqual([...new Set(revs)].sort((a, b) => a - b));
    expect(told.at(-1)?.pipeline).toEqual(now);
  }
  stop.abort();
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
});

test("all who follow a log are given the same pages, from wherever each begins, up to its end", async () => {
  const run = await launch({
    name: "shared-log",
    vertices: { A: { script: "for i in 1 2 3 4 5 6; do echo line $i; sleep 0.2; done" } },
  });
  const feeds = new PipelineFeeds(database);
  const stop = new AbortController();
  await run.until(({ tracks }) => tracks[0]?.state === "running");
  const follow = async (after: number) => {
    let text = "";
    const log = { vertex: "A", attempt: 1, after };
    const watch = watchPipeline(feeds, { id: run.id, after: 0, log }, stop.signal);
    for await (const { delta } of watch) {
      text += delta.log?.chunks.map((chunk) => chunk.text).join("") ?? "";
      if (delta.log?.isComplete) return text;
    }
    throw new Error("The stream ended.");
  };
  const whole = await Promise.all([follow(0), follow(0)]);
  const lines = "line 1\nline 2\nline 3\nline 4\nline 5\nline 6\n";
  expect([...whole, await follow(0)]).toEqual([lines, lines, lines]);
  expect(lines.endsWith(await follow(1))).toBe(true);
  const log = { vertex: "Z", attempt: 1, after: 0 };
  const odd = watchPipeline(feeds, { id: run.id, after: 0, log }, stop.signal);
  await odd.next();
  await expect(odd.next()).rejects.toThrow('no vertex "Z"');
  stop.abort();
});

test("a failure that the graph handles needs nobody, in a pipeline and below it", async () => {
  const { run, inner } = await launchAbove(
    "handled",
    "  A: { script: exit 1, onFailure: ignore }\n  B: { script: sleep 600 }\n",
  );
  await expect
    .poll(async () => (await showPipeline(database.queries, inner)).pipeline.handledFailures)
    .toBe(1);
  expect((await showPipeline(database.queries, inner)).pipeline).toMatchObject({
    needsHuman: false,
    needs: "",
  });
  expect((await run.now()).pipeline).toMatchObject({ needsHuman: false, needs: "" });
  await cancelPipeline(database, { id: run.id, kill: true }, "ann");
  await run.until(({ pipeline }) => pipeline.state === "cancelled");
});

test("a ready track says who holds its lock, and is told when that changes; a queued pipeline says its place", async () => {
  const graph = (name: string, more = "") =>
    `signalbox: 1\nname: ${name}\n${more}vertices: { migrate: { script: sleep 600, locks: [db-main] } }\n`;
  const holder = await launch(graph("deploy"));
  await holder.until((view) => trackIn(view, "migrate").state === "running");
  const run = await launch(graph("upgrade"));
  const text = (whose: Launched, more = "") =>
    `Needs the lock db-main, held by ${whose === holder ? "deploy" : "upgrade"} #${whose.id} / migrate${more}.`;
  expect((await run.track("migrate")).why).toBe(text(holder));
  const stop = new AbortController();
  const { rev } = (await run.now()).pipeline;
  const request = { id: run.id, after: rev, log: null };
  const watch = watchPipeline(new PipelineFeeds(database), request, stop.signal);
  const untilTold = async (why: string) => {
    for (;;) {
      const { value } = await watch.next();
      if (value?.delta.tracks.some((track: TrackView) => track.why === why)) return;
    }
  };
  const other = await launch(graph("other"));
  await untilTold(text(holder, "; it is 1st of 2 that wait for it"));
  const limited = graph("limited", "limits: { pipelines: 1 }\n");
  const [first, second] = [await launch(limited), await launch(limited)];
  expect((await second.now()).pipeline.reason).toBe(
    `Queued: 1st of 1 waiting for limited. At most one pipeline of it runs at once: #${first.id}.`,
  );
  await cancelPipeline(database, { id: holder.id, kill: true }, "ann");
  stop.abort();
  await other.until(
    (view) => trackIn(view, "migrate").why === text(run, "; it is 1st of 2 that wait for it"),
  );
  for (const { id } of [second, first, run, other]) await cancelPipeline(database, { id, kill: true }, "ann");
});

test("an undo says who holds its lock and its place, and is told when that changes, until a runner has it", async () => {
  const done = join(await makeDirectory(), "done");
  const revert = `until [ -e ${done} ]; do sleep 0.05; done`;
  const run = await launch({
    name: "undone",
    vertices: { migrate: { script: "true", revert, locks: ["db-undo"] } },
  });
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const holding = (name: string) =>
    launch({ name, vertices: { migrate: { script: "sleep 600", locks: ["db-undo"] } } });
  const holder = await holding("holds");
  await holder.until((view) => trackIn(view, "migrate").state === "running");
  const stop = new AbortController();
  const { rev } = (await run.now()).pipeline;
  const watch = watchPipeline(
    new PipelineFeeds(database),
    { id: run.id, after: rev, log: null },
    stop.signal,
  );
  const untilTold = async (is: (track: TrackView) => boolean) => {
    for (;;) {
      const { value } = await watch.next();
      const track = value?.delta.tracks.find(is);
      if (track !== undefined) return track;
    }
  };
  await undoPipeline(database, { id: run.id, reason: "wrong" }, "ann");
  const text = `Needs the lock db-undo, held by holds #${holder.id} / migrate`;
  const told = await untilTold(({ why }) => why === `${text}.`);
  expect(told).toMatchObject({ state: "reverting", word: "rolling back", queuedFor: "lock db-undo" });
  const behind = await holding("behind");
  await untilTold(({ why }) => why === `${text}; it is 1st of 2 that wait for it.`);
  expect(await run.track("migrate")).toMatchObject({ queuedFor: "lock db-undo, 1st of 2" });
  await setPipelinePaused(database, { id: run.id, isPaused: true }, "ann");
  const still = await untilTold(({ queuedFor }) => queuedFor === "the pipeline is paused");
  expect(still.why).toBe("The pipeline is paused: it is undone once it is resumed.");
  await setPipelinePaused(database, { id: run.id, isPaused: false }, "ann");
  await cancelPipeline(database, { id: holder.id, kill: true }, "ann");
  await untilTold(({ attempt, queuedFor, why }) => attempt === 2 && queuedFor === null && why === null);
  stop.abort();
  expect((await behind.track("migrate")).why).toContain(`held by undone #${run.id} / migrate`);
  writeFileSync(done, "");
  await run.until(({ pipeline }) => pipeline.state === "reverted");
  await cancelPipeline(database, { id: behind.id, kill: true }, "ann");
});
